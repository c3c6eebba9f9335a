import type { HashName } from '@countersign/core/host'
import type { Plugin } from 'rolldown'
import { ENTRY, entryPlugin, importProviders, type ProviderModule } from './entry.js'

const MODULES: Readonly<Record<HashName, readonly [named: string, module: string]>> = {
  MD5: ['md5', 'legacy'],
  'SHA-1': ['sha1', 'legacy'],
  'SHA-256': ['sha256', 'sha2'],
  'SHA-384': ['sha384', 'sha2'],
  'SHA-512': ['sha512', 'sha2'],
}

const ALL = Object.keys(MODULES) as readonly HashName[]

/**
 * The hashes that providers name in their code, and SHA-256, which nonces are made of. A provider that puts a name
 * together (`SHA-${bits}`) gets all of them.
 */
export async function hashesOf(providers: readonly ProviderModule[], from?: string): Promise<HashName[]> {
  const { rolldown } = await import('rolldown')
  const { imports, list } = importProviders(providers)
  const build = await rolldown({
    input: ENTRY,
    plugins: [entryPlugin(`${imports}\nexport default ${list}`, from)],
    treeshake: { moduleSideEffects: false },
    logLevel: 'silent',
  })
  const { output } = await build.generate({ format: 'esm', codeSplitting: false, comments: false })
  await build.close()
  return hashesNamedIn(output[0].code)
}

/** The hashes whose names stand in a text of code as literals, and SHA-256. */
export function hashesNamedIn(code: string): HashName[] {
  if (/SHA-(?!1\b|256\b|384\b|512\b)(['"`]|\$\{)/.test(code)) return [...ALL]
  const literals = new Set(
    Array.from(code.matchAll(/(['"`])(MD5|SHA-(?:1|256|384|512))\1/g), ([, , name]) => name),
  )
  return ALL.filter((name) => name === 'SHA-256' || literals.has(name))
}

const PLACE = /[\\/]portable[\\/]hashes\.js$/
const NOBLE = /[\\/]@noble[\\/]hashes[\\/]/

/** Takes along only these hashes of those in plain JavaScript, and of noble only what they run. */
export function hashesPlugin(names: readonly HashName[]): Plugin {
  const imports = names.map((name) => MODULES[name])
  const code = [
    ...imports.map(([named, module]) => `import { ${named} } from '@noble/hashes/${module}.js'`),
    `export const hashes = new Map([${names.map((name) => `['${name}', ${MODULES[name][0]}]`).join(', ')}])`,
  ].join('\n')
  return {
    name: 'countersign-hashes',
    transform(source, id) {
      if (PLACE.test(id)) return code
      return NOBLE.test(id) ? withoutClones(source) : undefined
    },
  }
}

/**
 * Nobody here clones a hash under way or gives it options, and Insomnia's policy for scripts blocks what that needs:
 * the constructor and the prototype of an object.
 */
const withoutClones = (source: string) =>
  source
    .replace(/^ {4}(?:_cloneInto|clone)\([^)]*\) \{\n[\s\S]*?^ {4}\}\n/gm, '')
    .replace(/^ {4}info = checkOpts\(\{\}, info, 'info'\);\n/m, '')
