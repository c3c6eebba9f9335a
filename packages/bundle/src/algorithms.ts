import { isBuiltin } from 'node:module'
import { basename } from 'node:path'
import type { HashName, SignatureName } from '@countersign/core/host'
import type { Plugin } from 'rolldown'
import { type BundlerPlugin, ENTRY, entryPlugin, importProviders, type ProviderModule } from './entry.js'

const MODULES: Readonly<Record<HashName, readonly [named: string, module: string]>> = {
  MD5: ['md5', 'legacy'],
  'SHA-1': ['sha1', 'legacy'],
  'SHA-256': ['sha256', 'sha2'],
  'SHA-384': ['sha384', 'sha2'],
  'SHA-512': ['sha512', 'sha2'],
}

const ALL = Object.keys(MODULES) as readonly HashName[]

const CURVES: Readonly<
  Partial<Record<SignatureName, readonly [curve: string, named: string, module: string]>>
> = {
  'ECDSA-P256-SHA256': ['P-256', 'p256', 'nist'],
  'ECDSA-P384-SHA384': ['P-384', 'p384', 'nist'],
  'ECDSA-P521-SHA512': ['P-521', 'p521', 'nist'],
  Ed25519: ['Ed25519', 'ed25519', 'ed25519'],
}

/** What of hashes and signatures a bundle carries. */
export interface Algorithms {
  readonly hashes: readonly HashName[]
  readonly signatures: readonly SignatureName[]
}

/**
 * The hashes and signatures that providers name in their code, and SHA-256, which nonces are made of. A provider that
 * puts a name together (`SHA-${bits}`) gets all of them.
 * @throws {Error} if a provider imports what only Node has
 */
export async function algorithmsOf(providers: readonly ProviderModule[], from?: string): Promise<Algorithms> {
  const { rolldown } = await import('rolldown')
  const { imports, list } = importProviders(providers)
  const builtins: string[] = []
  const build = await rolldown({
    input: ENTRY,
    plugins: [
      notesBuiltins(builtins),
      entryPlugin(`${imports}\nexport default ${list}`, { providers, from }),
    ],
    treeshake: { moduleSideEffects: false },
    logLevel: 'silent',
  })
  const { output } = await build.generate({ format: 'esm', codeSplitting: false, comments: false })
  await build.close()
  if (builtins[0] !== undefined) throw new Error(builtins[0])
  const theirs = Object.entries(output[0].modules).filter(([id]) => !CORE.test(id))
  return algorithmsNamedIn(theirs.map(([, { code }]) => code ?? '').join('\n'))
}

/** Notes each module of Node that something imports: no other tool has them, and a bundler would leave the import. */
const notesBuiltins = (found: string[]): Plugin => ({
  name: 'countersign-builtins',
  resolveId(id, importer = '') {
    if (!isBuiltin(id)) return undefined
    found.push(
      `${basename(importer)} imports "${id}", which only Node has. A provider takes what it needs from its host, which each tool lends: host.hash, host.hmac, host.signer, host.random, host.now.`,
    )
    return { id, external: true }
  },
})

// Core names them all, to read keys; its providers name what they use.
const CORE = /[\\/](?:@countersign|packages)[\\/]core[\\/]dist[\\/](?!providers[\\/])/

const SIGNATURES =
  /(['"`])((?:RSA(?:-PSS)?-SHA(?:1|256|384|512))|ECDSA-P256-SHA256|ECDSA-P384-SHA384|ECDSA-P521-SHA512|Ed25519)\1/g

/** The hashes and signatures whose names stand in a text of code as literals, and SHA-256. */
export function algorithmsNamedIn(code: string): Algorithms {
  const signatures = [
    ...new Set(Array.from(code.matchAll(SIGNATURES), ([, , name]) => name as SignatureName)),
  ]
  if (/SHA-(?!1\b|256\b|384\b|512\b)(['"`]|\$\{)/.test(code)) return { hashes: ALL, signatures }
  const literals = new Set<string | undefined>(
    Array.from(code.matchAll(/(['"`])(MD5|SHA-(?:1|256|384|512))\1/g), ([, , name]) => name),
  )
  for (const name of signatures) literals.add(name.startsWith('RSA') ? hashIn(name) : undefined)
  return { hashes: ALL.filter((name) => name === 'SHA-256' || literals.has(name)), signatures }
}

const hashIn = (name: SignatureName) => name.replace(/^.*SHA/, 'SHA-')

const PLACE = /[\\/]portable[\\/]hashes\.js$/
const NOBLE = /[\\/]@noble[\\/](?:hashes|curves)[\\/]/

const CURVES_PLACE = /[\\/]portable[\\/]curves\.js$/

/** Takes along only these of the algorithms in plain JavaScript, and of noble only what they run. */
export function algorithmsPlugin({ hashes, signatures }: Algorithms): BundlerPlugin {
  const [hashesModule, curvesModule] = [hashesSource(hashes), curvesSource(signatures)]
  const plugin: Plugin = {
    name: 'countersign-algorithms',
    transform(source, id) {
      if (PLACE.test(id)) return hashesModule
      if (CURVES_PLACE.test(id)) return curvesModule
      return NOBLE.test(id) ? plainNoble(source) : undefined
    },
  }
  return plugin
}

const hashesSource = (names: readonly HashName[]): string =>
  [
    ...names.map((name) => `import { ${MODULES[name][0]} } from '@noble/hashes/${MODULES[name][1]}.js'`),
    `export const hashes = new Map([${names.map((name) => `['${name}', ${MODULES[name][0]}]`).join(', ')}])`,
  ].join('\n')

function curvesSource(names: readonly SignatureName[]): string {
  const used = names.flatMap((name) => (CURVES[name] ? [CURVES[name]] : []))
  const rows = used.map(
    ([curve, named, module]) =>
      `['${curve}', (data, secret) => ${named}.sign(data, secret${module === 'nist' ? ', { lowS: false }' : ''})]`,
  )
  return [
    ...used.map(([, named, module]) => `import { ${named} } from '@noble/curves/${module}.js'`),
    `export const curves = new Map([${rows.join(', ')}])`,
  ].join('\n')
}

/**
 * Nobody here clones a hash under way or gives it options, and each script has its libraries to itself. Insomnia's
 * policy for scripts blocks what noble needs for that: constructors, prototypes, the global object.
 */
const plainNoble = (source: string) =>
  PLAIN.reduce((code, [what, instead]) => code.replace(what, instead), source)

const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/^ {4}(?:_cloneInto|clone)\([^)]*\) \{\n[\s\S]*?^ {4}\}\n/gm, ''],
  [/^ {4}info = checkOpts\(\{\}, info, 'info'\);\n/m, ''],
  [/^ *Object\.freeze\(\w+\.prototype\);\n/gm, ''],
  [/^ *const proto = Object\.getPrototypeOf\(value\);\n *if \(proto [^\n]*\n[^\n]*\n/m, ''],
  [
    /Object\.defineProperty\(this, 'sqrt', \{ value: opts\.sqrt, enumerable: true \}\)/,
    'this.sqrt = opts.sqrt',
  ],
  [
    /typeof globalThis === 'object' \? globalThis\.crypto : null/,
    "typeof crypto === 'object' ? crypto : null",
  ],
]
