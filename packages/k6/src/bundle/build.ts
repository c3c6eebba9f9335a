import { readFile, writeFile } from 'node:fs/promises'
import { providers } from '@countersign/core'
import { bundle, type ProviderModule } from './index.js'
import { typesFor } from './types.js'

const dist = new URL('../', import.meta.url)
const { version } = JSON.parse(await readFile(new URL('../package.json', dist), 'utf8'))
const publicTypes = await readFile(new URL('module/types.d.ts', dist), 'utf8')

const modules: readonly ProviderModule[] = providers.map((provider) => ({
  provider,
  module: `@countersign/core/providers/${provider.id}/index`,
  named: provider.id,
}))

async function write(name: string, list: readonly ProviderModule[]): Promise<void> {
  await writeFile(new URL(`${name}.js`, dist), await bundle({ providers: list, version }))
  const ids = list.map(({ provider }) => provider.id)
  await writeFile(new URL(`${name}.d.ts`, dist), typesFor(ids, publicTypes))
}

await write('countersign', modules)
for (const one of modules) await write(one.provider.id, [one])
