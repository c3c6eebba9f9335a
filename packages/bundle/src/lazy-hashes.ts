import type { Plugin } from 'rolldown'
import { type Algorithms, algorithmsPlugin } from './algorithms.js'
import { type BundlerPlugin, DISCREET } from './entry.js'
import type { ChunkModules, Notices } from './notices.js'

// Of the package hosts: hashes in plain JavaScript.
const PLACE = /[\\/]hosts[\\/]dist[\\/]portable[\\/]hash\.js$/

/**
 * Puts the hashes in plain JavaScript into a function that is called at the first hash: a script whose tool has hashes
 * of its own never runs them, and would spend as much time on setting them up as on a signature.
 */
export function lazyHashesPlugin(algorithms: Algorithms, notices: Notices): BundlerPlugin {
  let inside: ChunkModules = {}
  const plugin: Plugin = {
    name: 'countersign-lazy-hashes',
    async load(id) {
      if (!PLACE.test(id)) return undefined
      const { code, modules } = await lazyHashes(id, algorithms)
      inside = modules
      return code
    },
    // A script that hashes nothing is left without them.
    generateBundle(_options, bundle) {
      if (Object.values(bundle).some(holdsHashes)) notices.note(inside)
    },
  }
  return plugin
}

const holdsHashes = (output: object) =>
  Object.entries((output as { readonly modules?: ChunkModules }).modules ?? {}).some(
    ([id, { renderedLength }]) => PLACE.test(id) && renderedLength > 0,
  )

async function lazyHashes(file: string, algorithms: Algorithms) {
  const { rolldown } = await import('rolldown')
  const build = await rolldown({
    input: file,
    // Core stays outside: its classes of errors must be the script's.
    external: /@countersign\/core/,
    plugins: [uncheckedPlugin, algorithmsPlugin(algorithms)],
    treeshake: { moduleSideEffects: false },
    ...DISCREET,
  })
  const { output } = await build.generate({ format: 'esm', codeSplitting: false, comments: false })
  await build.close()
  const { code, modules } = output[0]
  const imports = code.match(IMPORT) ?? []
  const lines = [
    ...imports,
    'let made',
    `const load = () => {\n${code.replace(IMPORT, '').replace(EXPORT, '')}`,
    DIGESTS,
  ]
  return { code: lines.join('\n'), modules }
}

const IMPORT = /^import .*;$/gm
const EXPORT = /^export \{ portableDigests \};$/m

// Our one module hashes by `create` alone.
const CREATE_HASHER = 'export const createHasher = (create) => ({ create });\n'

const DIGESTS = `return portableDigests
}
const digests = () => (made ??= load())
export const portableDigests = {
  get hash() { return digests().hash },
  get hashBytes() { return digests().hashBytes },
  get hmac() { return digests().hmac },
  get hmacBytes() { return digests().hmacBytes },
}`

/**
 * What noble checks of its arguments and its own state, and what it wipes. Only the one module that is bundled here
 * calls it, in its types and in order, and the script around it holds the same texts anyway.
 */
const CHECKS: readonly (readonly [RegExp, string])[] = [
  [/^ *(?:aexists|aoutput|abytes|ahash)\(.*\);\n/gm, ''],
  [/^ *if \(.*\)\n *throw new (?:Type|Range)?Error\(.*\);\n/gm, ''],
  [/^ *if \(processed\)\n *this\.roundClean\(\);\n/m, ''],
  [/^ *(?:this\.(?:[io]Hash\.)?)?(?:clean|destroy|roundClean)\(.*\);\n/gm, ''],
  [/^ {4}(?:_cloneIntoMeta|roundClean|destroy)\(\w*\) \{\n[\s\S]*?^ {4}\}\n/gm, ''],
  [/^ *(?:this\.)?(?:canXOF|finished|destroyed) = (?:false|true);\n/gm, ''],
  [/,\s*\/\* @__PURE__ \*\/ oidNist\(\w+\)/g, ''],
  [/^export function createHasher\(.*\{\n[\s\S]*?^\}\n/m, CREATE_HASHER],
]

const uncheckedPlugin = {
  name: 'countersign-unchecked',
  transform: (code: string, id: string) =>
    /[\\/]@noble[\\/]hashes[\\/]\w+\.js$/.test(id)
      ? CHECKS.reduce((made, [what, instead]) => made.replace(what, instead), code)
      : undefined,
}
