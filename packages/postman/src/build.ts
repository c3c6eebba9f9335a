import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { ownProviders, type ProviderModule } from '@countersign/bundle'
import { bundle, type Phase } from './bundle.js'

const dist = new URL('./', import.meta.url)
const { version } = JSON.parse(await readFile(new URL('../package.json', dist), 'utf8'))

async function write(name: string, list: readonly ProviderModule[], phase: Phase): Promise<void> {
  for (const minify of [false, true]) {
    const code = await bundle({ providers: list, phase, version, minify })
    await writeFile(new URL(`${name}.${phase}${minify ? '.min' : ''}.js`, dist), code)
  }
}

await mkdir(dist, { recursive: true })
for (const one of ownProviders) {
  await write(one.provider.id, [one], 'pre-request')
  if (one.provider.open) await write(one.provider.id, [one], 'post-response')
}
await write('all', ownProviders, 'pre-request')
await write(
  'all',
  ownProviders.filter(({ provider }) => provider.open),
  'post-response',
)
