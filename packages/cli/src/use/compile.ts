import { createRequire, isBuiltin } from 'node:module'
import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'rolldown'
import { shortest } from '../text-file.js'

/** A file as one module of JavaScript, with the map back to its sources. */
export interface Compiled {
  readonly code: string
  readonly map: object
}

const here = createRequire(import.meta.url)

/**
 * Compiles a file of TypeScript or JavaScript with what it imports by relative paths. Packages stay imports, found from
 * the file's folder; those of Countersign that it lacks are found from here.
 * @throws {Error} in one line, with the place of a syntax error
 */
export async function compile(path: string): Promise<Compiled> {
  // The bundler that builds the tools' files: it strips types on every Node, in milliseconds.
  const { rolldown } = await import('rolldown')
  const url = JSON.stringify(pathToFileURL(path).href)
  const bundler = await rolldown({
    input: path,
    platform: 'node',
    logLevel: 'silent',
    transform: { define: { 'import.meta.url': url } },
    plugins: [packages(path)],
  })
  try {
    const { output } = await bundler.generate({
      format: 'esm',
      codeSplitting: false,
      sourcemap: true,
      sourcemapPathTransform: (source, map) => resolve(dirname(map), source),
    })
    const { code, map } = output[0]
    return { code: code.replace(FROM_HERE, `createRequire(${url})`), map: map ?? {} }
  } catch (thrown) {
    throw new Error(problemOf(thrown, path))
  } finally {
    await bundler.close()
  }
}

/** How the bundler's own lines find what CommonJS requires. */
const FROM_HERE = 'createRequire(import.meta.url)'

/** Leaves packages to Node, each by its whole path. */
const packages = (entry: string): Plugin => ({
  name: 'countersign-packages',
  async resolveId(id, importer, { kind }) {
    if (importer === undefined || /^\.{1,2}(?:[\\/]|$)|^[\\/]|^[a-z]:[\\/]/i.test(id)) return undefined
    if (isBuiltin(id) || /^(?:file|data):/.test(id)) return { id, external: true }
    const found = (await this.resolve(id, importer, { skipSelf: true }))?.id ?? ours(id)
    if (found === undefined)
      throw new Error(`"${id}" is not found. Install it in the folder of ${entry}, or correct the import.`)
    const isPackage = id.startsWith('@countersign/') || /[\\/]node_modules[\\/]/.test(found)
    if (!isPackage) return found
    // `require` takes paths, and `import` URLs.
    return { id: kind === 'require-call' ? found : pathToFileURL(found).href, external: true }
  },
})

/** A module of Countersign as this installation has it. */
function ours(id: string): string | undefined {
  if (!id.startsWith('@countersign/')) return undefined
  try {
    return here.resolve(id)
  } catch {
    return undefined
  }
}

interface Diagnostic {
  readonly message: string
  readonly loc?: { readonly file?: string; readonly line: number; readonly column: number }
}

/** The first problem, in one line, without the bundler's drawing of the place. */
function problemOf(thrown: unknown, file: string): string {
  const all = (thrown as { errors?: readonly Diagnostic[] }).errors ?? []
  const first = all.find(({ loc }) => loc) ?? all[0] ?? (thrown as Error)
  const { message, loc } = first as Diagnostic
  const [text = ''] = message.replace(/^\[[A-Z_]+\] /, '').split('\n')
  const place = loc ? `${shortest(loc.file ?? file)}:${loc.line}:${loc.column + 1}` : shortest(file)
  return `${place}: ${text.replace(/\.?$/, '.')}`
}
