import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AnyProvider } from '@countersign/core/provider'
import { type PluginContext, rolldown } from 'rolldown'
import { type HeaderTool, headerComment, type Phase } from './header.js'
import { lean } from './lean.js'

/** A provider and where a bundler finds it: `import {named} from 'module'`. */
export interface ProviderModule {
  readonly provider: AnyProvider
  readonly module: string
  readonly named: string
}

export interface BundleOptions {
  readonly providers: readonly ProviderModule[]
  readonly phase: Phase
  readonly version: string
  readonly minify?: boolean
  /** Take along RSA and AES. Default: where a provider opens answers, since it then seals bodies too. */
  readonly cipher?: boolean
  /** The folder from which modules are resolved. Default: this package. */
  readonly from?: string
  /** Another tool than Postman, and what joins the script to it. */
  readonly tool?: ScriptTool
}

/** A tool with scripts like Postman's. */
export interface ScriptTool extends HeaderTool {
  /** Exports `runPreRequest` and `runPostResponse`, each with the promise that a script of this tool awaits. */
  readonly entry: string
}

const here = dirname(fileURLToPath(import.meta.url))

export type { Phase } from './header.js'

const ENTRY = 'countersign:entry'
const NAME = 'countersign'

/** One self-contained script, to be pasted. */
export async function bundle(options: BundleOptions): Promise<string> {
  const { providers, phase, version, minify = false, tool } = options
  const seals = options.cipher ?? providers.some(({ provider }) => provider.open !== undefined)
  const input = {
    providers: providers.map(({ provider }) => provider),
    phase,
    version,
    seals,
    brief: minify,
    tool,
  }
  const build = await rolldown({
    input: ENTRY,
    plugins: [
      entryPlugin(entrySource(options, seals), options.from),
      ...(phase === 'pre-request' ? [leanPlugin] : []),
    ],
    treeshake: { moduleSideEffects: false },
    resolve: { extensions: ['.js'] },
  })
  const { output } = await build.generate({
    format: 'iife',
    codeSplitting: false,
    minify,
    comments: { legal: false, annotation: false, jsdoc: !minify },
    // The semicolon is for whoever pastes it below a line of theirs that ends without one.
    postBanner: `${headerComment(input)}\n;`,
    ...(tool && { name: NAME, exports: 'named' as const, footer: `await ${NAME}.done` }),
  })
  await build.close()
  return output[0].code.replace(PLACE, '$1// $2')
}

// A bundler notes where each part is from; where that lies on this machine is of no interest.
const PLACE = /^(\s*)\/\/ (?:\.\.\/)+(?:node_modules\/\.pnpm\/[^/]+\/node_modules\/)?(\S+\.js)$/gm

function entrySource({ providers, phase, tool }: BundleOptions, seals: boolean): string {
  const run = phase === 'pre-request' ? 'runPreRequest' : 'runPostResponse'
  const names = providers.map(({ named }, index) => `${named} as provider${index}`)
  return [
    `import { ${run} } from ${JSON.stringify(tool?.entry ?? 'countersign:script/entry.js')}`,
    ...(seals ? [`import { cipherParts } from 'countersign:script/script/cipher.js'`] : []),
    ...providers.map(({ module }, index) => `import { ${names[index]} } from ${JSON.stringify(module)}`),
    `${tool ? 'export const done = ' : ''}${run}({ providers: [${providers.map((_, index) => `provider${index}`).join(', ')}]${seals ? ', cipher: cipherParts' : ''} })`,
  ].join('\n')
}

/** The entry is made here; `countersign:script/` is this package, and the rest is resolved from `from`. */
function entryPlugin(source: string, from = here) {
  const own = dirname(here)
  return {
    name: 'countersign-entry',
    resolveId(this: PluginContext, id: string, importer?: string) {
      if (id === ENTRY) return { id: ENTRY, moduleSideEffects: true as const }
      if (id.startsWith('countersign:script/')) {
        return { id: `${own}/${id.slice('countersign:script/'.length)}`, moduleSideEffects: true as const }
      }
      return importer === ENTRY ? this.resolve(id, join(from, 'entry.js'), { skipSelf: true }) : undefined
    },
    load: (id: string) => (id === ENTRY ? source : undefined),
    transform: (code: string) => (code.includes("import('./") ? withoutLazy(code) : undefined),
  }
}

/** Not for answers: the script that opens them watches a step of it. */
const leanPlugin = {
  name: 'countersign-lean',
  transform(this: PluginContext, code: string) {
    return lean(code, (text) => this.parse(text))
  },
}

/** One file loads nothing later: an import that waits would wrap every module in a function. */
function withoutLazy(code: string): string {
  const files: string[] = []
  const eager = code.replace(/import\('(\.\/[^']+)'\)/g, (_, file: string) => {
    return `Promise.resolve(eager${files.push(file) - 1})`
  })
  const imports = files.map((file, index) => `import * as eager${index} from '${file}'\n`)
  return imports.join('') + eager
}
