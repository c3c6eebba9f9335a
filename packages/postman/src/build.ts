import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { Notices, ownProviders, type ProviderModule } from '@countersign/bundle'
import { bundle, type Phase } from './bundle.js'

const dist = new URL('./', import.meta.url)
const notices = new Notices()
const { version } = JSON.parse(await readFile(new URL('../package.json', dist), 'utf8'))

const PHASES: readonly Phase[] = ['pre-request', 'post-response']

async function write(name: string, list: readonly ProviderModule[]): Promise<void> {
  for (const phase of PHASES) {
    for (const minify of [false, true]) {
      const code = await bundle({ providers: list, phase, version, minify, notices })
      await writeFile(new URL(`${name}.${phase}${minify ? '.min' : ''}.js`, dist), code)
    }
  }
}

await mkdir(dist, { recursive: true })
for (const one of ownProviders) await write(one.provider.id, [one])
await write('all', ownProviders)
await writeFile(new URL('THIRD-PARTY.txt', dist), notices.text)
