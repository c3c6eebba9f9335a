import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Notices, ownProviders, type ProviderModule } from '@countersign/bundle'
import type { Phase } from '@countersign/script/bundle'
import { rolldown } from 'rolldown'
import { bundlePlugin, bundleScript } from './bundle/index.js'
import { copyAsMjs } from './library.js'
import type { ScriptTexts } from './script/texts.js'

const root = new URL('../../', import.meta.url)
const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))

const notices = new Notices()
await writeFile(
  new URL('dist/plugin.js', root),
  await bundlePlugin({ providers: ownProviders, version, minify: true, notices }),
)
await writeFile(new URL('dist/plugin.THIRD-PARTY.txt', root), notices.text)
await writeFile(
  new URL('dist/plugin.d.ts', root),
  `/** What Insomnia calls before a request is sent. */
export declare const requestHooks: readonly ((context: object) => Promise<void>)[]
/** What it calls with a response. */
export declare const responseHooks: readonly ((context: object) => Promise<void>)[]
/** What it adds to the menu of a request. */
export declare const requestActions: readonly {
  readonly label: string
  readonly action: (context: object, models: object) => unknown
}[]
`,
)

// One file with the YAML writer in it, so that the plugin keeps no dependency. Not `.js`: Insomnia's sandbox would
// read it along with the plugin, for each hook.
const workspace = await rolldown({
  input: fileURLToPath(new URL('dist/esm/workspace/index.js', root)),
  platform: 'node',
})
const { output } = await workspace.write({
  file: fileURLToPath(new URL('dist/workspace.mjs', root)),
  format: 'esm',
  minify: true,
  codeSplitting: false,
})
await workspace.close()
notices.note(output[0].modules)

const scriptNotices = new Notices()

// For inso, which runs no plugin. They go into the package as texts in one module, which the sandbox does not read.
async function scriptOf(one: ProviderModule, phase: Phase): Promise<string> {
  const name = `${one.provider.id}.${phase === 'pre-request' ? phase : 'after-response'}.js`
  const code = await bundleScript({ providers: [one], phase, version, notices: scriptNotices })
  await writeFile(new URL(`scripts/${name}`, root), code)
  return code
}

const texts: Record<string, ScriptTexts> = {}
await mkdir(new URL('scripts/', root), { recursive: true })
for (const one of ownProviders) {
  texts[one.provider.id] = {
    preRequest: await scriptOf(one, 'pre-request'),
    ...(one.provider.open && { afterResponse: await scriptOf(one, 'post-response') }),
  }
}
notices.add(scriptNotices)
await writeFile(new URL('dist/THIRD-PARTY.txt', root), notices.text)
await writeFile(
  new URL('dist/scripts.mjs', root),
  `export const scripts = ${JSON.stringify(texts)}\nexport const notices = ${JSON.stringify(scriptNotices.text)}\n`,
)

// Types beside what they describe. Those that the compiler writes lie among scripts, which the sandbox would read.
const TYPES = {
  'workspace/index.d.ts': 'workspace.d.mts',
  'workspace/environment.d.ts': 'workspace-environment.d.mts',
  'script/texts.d.ts': 'scripts.d.mts',
}
for (const [from, to] of Object.entries(TYPES)) {
  const text = await readFile(new URL(`dist/esm/${from}`, root), 'utf8')
  const types = text.replace("'./environment.js'", "'./workspace-environment.mjs'")
  await writeFile(new URL(`dist/${to}`, root), types.replace(/^\/\/# sourceMappingURL.*$/m, ''))
}

// The builder of plugins and scripts for providers of one's own, with the modules that it puts into them.
await rm(new URL('dist/library/', root), { recursive: true, force: true })
await copyAsMjs(new URL('dist/esm/', root), new URL('dist/library/', root), [
  'bundle/index',
  'entry',
  'script/entry',
])
