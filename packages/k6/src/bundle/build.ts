import { readFile, writeFile } from 'node:fs/promises'
import { Notices, ownProviders, type ProviderModule } from '@countersign/bundle'
import { bundle, bundleExtension } from './index.js'
import { typesFor } from './types.js'

const dist = new URL('../', import.meta.url)
const notices = new Notices()
const { version } = JSON.parse(await readFile(new URL('../package.json', dist), 'utf8'))

async function write(name: string, list: readonly ProviderModule[]): Promise<void> {
  await writeFile(new URL(`${name}.js`, dist), await bundle({ providers: list, version, notices }))
  const ids = list.map(({ provider }) => provider.id)
  await writeFile(new URL(`${name}.d.ts`, dist), typesFor(ids))
}

await write('countersign', ownProviders)
for (const one of ownProviders) await write(one.provider.id, [one])
await writeFile(
  new URL('extension.js', dist),
  await bundleExtension({ providers: ownProviders, version, notices }),
)
if (notices.bundled.length > 0) await writeFile(new URL('THIRD-PARTY.txt', dist), notices.text)
