const PREFIX = '\0lazy:'

/**
 * Node's modules as CommonJS modules of the bundle: they are required when what imports them is first needed. A
 * bundler would otherwise require them all at the top, and Insomnia's sandbox has none of them but `crypto`.
 */
export function lazyBuiltins() {
  return {
    name: 'countersign-lazy-builtins',
    resolveId(id: string, importer?: string) {
      if (!id.startsWith('node:')) return undefined
      if (importer?.startsWith(PREFIX)) return { id, external: true }
      return { id: `${PREFIX}${id}.cjs`, moduleSideEffects: false }
    },
    load(id: string) {
      if (!id.startsWith(PREFIX)) return undefined
      const name = id.slice(PREFIX.length, -'.cjs'.length)
      return { code: `module.exports = require(${JSON.stringify(name)})`, moduleType: 'js' as const }
    },
  }
}
