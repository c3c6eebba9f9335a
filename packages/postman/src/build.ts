import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { providers } from '@countersign/core'
import type { Phase } from './bundle/header.js'
import { bundle, type ProviderModule } from './bundle/index.js'

const dist = new URL('./', import.meta.url)
const { version } = JSON.parse(await readFile(new URL('../package.json', dist), 'utf8'))

const modules: readonly ProviderModule[] = providers.map((provider) => ({
  provider,
  module: `@countersign/core/providers/${provider.id}/index`,
  named: provider.id,
}))

async function write(name: string, list: readonly ProviderModule[], phase: Phase): Promise<void> {
  for (const minify of [false, true]) {
    const code = await bundle({ providers: list, phase, version, minify })
    await writeFile(new URL(`${name}.${phase}${minify ? '.min' : ''}.js`, dist), code)
  }
}

await mkdir(dist, { recursive: true })
for (const one of modules) {
  await write(one.provider.id, [one], 'pre-request')
  if (one.provider.open) await write(one.provider.id, [one], 'post-response')
}
await write('all', modules, 'pre-request')
await write(
  'all',
  modules.filter(({ provider }) => provider.open),
  'post-response',
)
