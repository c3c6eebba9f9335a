import { type Algorithms, algorithmsPlugin } from './algorithms.js'
import { type BundlerPlugin, DISCREET } from './entry.js'
import type { Notices } from './notices.js'

// Of the package hosts: hashes in plain JavaScript.
const PLACE = /[\\/]hosts[\\/]dist[\\/]portable[\\/]hash\.js$/

/**
 * Puts the hashes in plain JavaScript into a function that is called at the first hash: a script whose tool has hashes
 * of its own never runs them, and would spend as much time on setting them up as on a signature.
 */
export function lazyHashesPlugin(algorithms: Algorithms, notices: Notices): BundlerPlugin {
  const plugin = {
    name: 'countersign-lazy-hashes',
    load: (id: string) => (PLACE.test(id) ? lazyHashes(id, algorithms, notices) : undefined),
  }
  return plugin
}

async function lazyHashes(file: string, algorithms: Algorithms, notices: Notices): Promise<string> {
  const { rolldown } = await import('rolldown')
  const build = await rolldown({
    input: file,
    // Core stays outside: its classes of errors must be the script's.
    external: /@countersign\/core/,
    plugins: [algorithmsPlugin(algorithms)],
    treeshake: { moduleSideEffects: false },
    ...DISCREET,
  })
  const { output } = await build.generate({ format: 'esm', codeSplitting: false, comments: false })
  await build.close()
  const { code, modules } = output[0]
  notices.note(modules)
  const imports = code.match(IMPORT) ?? []
  return [
    ...imports,
    'let made',
    `const load = () => {\n${code.replace(IMPORT, '').replace(EXPORT, '')}`,
    DIGESTS,
  ].join('\n')
}

const IMPORT = /^import .*;$/gm
const EXPORT = /^export \{ portableDigests \};$/m

const DIGESTS = `return portableDigests
}
const digests = () => (made ??= load())
export const portableDigests = {
  hash: (algorithm, parts, encoding) => digests().hash(algorithm, parts, encoding),
  hashBytes: (algorithm, parts) => digests().hashBytes(algorithm, parts),
  hmac: (algorithm, key, parts, encoding) => digests().hmac(algorithm, key, parts, encoding),
  hmacBytes: (algorithm, key, parts) => digests().hmacBytes(algorithm, key, parts),
}`
