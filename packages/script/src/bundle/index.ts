import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  algorithmsOf,
  algorithmsPlugin,
  checkedProvidersPlugin,
  DISCREET,
  ENTRY,
  entryPlugin,
  importLine,
  importProviders,
  lazyHashesPlugin,
  leanPlugin,
  Notices,
  type ProviderModule,
} from '@countersign/bundle'
import { rolldown } from 'rolldown'
import { ascii } from './ascii.js'
import { type HeaderTool, headerComment, type Phase } from './header.js'
import { recognised } from './recognised.js'
import { roomsPlugin } from './rooms.js'
import { untemplated } from './untemplated.js'

export interface BundleOptions {
  readonly providers: readonly ProviderModule[]
  readonly phase: Phase
  readonly version: string
  readonly minify?: boolean
  /** Take along RSA and AES. Default: if a provider uses them. */
  readonly cipher?: boolean
  /** The folder from which modules are resolved. Default: this package. */
  readonly from?: string
  /** Notes what of others is bundled. */
  readonly notices?: Notices
  /** The tool the script is for, and what joins the script to it. */
  readonly tool: ScriptTool
}

/** A tool with scripts like Postman's. */
export interface ScriptTool extends HeaderTool {
  /** The file that exports `runPreRequest`, `runPostResponse`, and `runOpening` for providers that open responses. */
  readonly entry: string
  /** The file that exports `send` alone, for token requests: scripts that need no token do without it. */
  readonly sending?: string
  /** The file that exports `ENTROPY_HINT` alone: scripts that need no random bytes do without it. */
  readonly entropyHint?: string
  /** The script of this tool ends with an `await` of what those return. */
  readonly awaits?: boolean
}

export type { ProviderModule } from '@countersign/bundle'
export type { HeaderTool, Phase } from './header.js'

// A script that awaits has a function of its own around it: an IIFE of the bundler's would need `exports` to be awaited.
const AWAITED = { format: 'es', banner: 'await (async () => {', footer: '})();' } as const

/** One self-contained script, to be pasted. */
export async function bundle(options: BundleOptions): Promise<string> {
  const { providers, phase, version, minify = false, tool } = options
  const notices = new Notices()
  const seals = options.cipher ?? providers.some(({ provider }) => provider.uses?.includes('cipher'))
  const input = {
    providers: providers.map(({ provider }) => provider),
    phase,
    version,
    seals,
    brief: minify,
    tool,
  }
  const algorithms = await algorithmsOf(providers, options.from)
  const signs = algorithms.signatures.length > 0
  const carried = phase === 'pre-request' ? options : { ...options, providers: providers.map(recognised) }
  const build = await rolldown({
    input: ENTRY,
    plugins: [
      checkedProvidersPlugin(providers),
      roomsPlugin({ core: CORE, providers, tool, drawsRandom: seals || signs }),
      entryPlugin(entrySource(carried, seals, signs), carried),
      lazyHashesPlugin(algorithms, notices),
      algorithmsPlugin(algorithms),
      eagerPlugin,
      leanPlugin(providers),
    ],
    treeshake: { moduleSideEffects: false },
    ...DISCREET,
  })
  const { output } = await build.generate({
    format: 'iife',
    codeSplitting: false,
    minify,
    comments: { legal: false, annotation: false, jsdoc: false },
    ...(tool.awaits && AWAITED),
  })
  await build.close()
  const { code, modules } = output[0]
  notices.note(modules)
  options.notices?.add(notices)
  // The semicolon is for whoever pastes it below a line of theirs that ends without one.
  return ascii(untemplated(`${headerComment({ ...input, bundled: notices.lines })}\n;\n${code}`))
}

function entrySource(options: BundleOptions, seals: boolean, signs: boolean): string {
  const { providers, tool } = options
  const { run, parts } = options.phase === 'pre-request' ? signing(seals, signs) : receiving(providers)
  const { imports, list } = importProviders(providers)
  return [
    importLine(run, tool.entry),
    ...parts.map((one) => one.imports),
    imports,
    `${tool.awaits ? 'await ' : ''}${run}({ ${[`providers: ${list}`, ...parts.map(({ part }) => part)].join(', ')} })`,
  ].join('\n')
}

/** What an entry calls, and what it hands over beside the providers. */
interface Run {
  readonly run: string
  readonly parts: readonly { readonly imports: string; readonly part: string }[]
}

const signing = (seals: boolean, signs: boolean): Run => ({
  run: 'runPreRequest',
  parts: [
    ...(seals ? [{ imports: importLine('cipherParts', CIPHER), part: 'cipher: cipherParts' }] : []),
    ...(signs ? [{ imports: importLine('signerParts', SIGNER), part: 'signer: signerParts' }] : []),
  ],
})

const receiving = (providers: readonly ProviderModule[]): Run =>
  providers.some(({ provider }) => provider.open)
    ? { run: 'runOpening', parts: [{ imports: OPENER, part: 'open: opener(cipherParts)' }] }
    : { run: 'runPostResponse', parts: [] }

const SIGNER = fileURLToPath(new URL('../signer.js', import.meta.url))
const CIPHER = fileURLToPath(new URL('../cipher.js', import.meta.url))
const OPENER = [
  importLine('cipherParts', CIPHER),
  importLine('opener', fileURLToPath(new URL('../open.js', import.meta.url))),
].join('\n')

const CORE = dirname(createRequire(import.meta.url).resolve('@countersign/core'))

const eagerPlugin = {
  name: 'countersign-eager',
  transform: (code: string, id: string) =>
    code.includes("import('./") ? withoutLazy(code, dirname(id)) : undefined,
}

/** One file loads nothing later: an import that waits would wrap every module in a function. */
function withoutLazy(code: string, folder: string): string {
  const imports: string[] = []
  const eager = code.replace(/import\('(\.\/[^']+)'\)/g, (_, file: string) => {
    const names = exportsOf(join(folder, file))
    const locals = names.map((name) => `${name} as eager${imports.length}_${name}`)
    const module = names.map((name) => `${name}: eager${imports.length}_${name}`)
    imports.push(`import { ${locals.join(', ')} } from '${file}'\n`)
    return `Promise.resolve({ ${module.join(', ')} })`
  })
  return imports.join('') + eager
}

/** By name: for a namespace a bundler would write `Object.defineProperty`, which Insomnia's scripts may not use. */
const exportsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)].map(
    ([, name = '']) => name,
  )
