import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'rolldown/parseAst'

const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * The regular expressions in `packages/NAME/src`, found by a parser.
 *
 * @returns {{ literals: Map<string, { source: string, flags: string, at: string[] }>, built: Map<string, string[]> }}
 *   `literals`: by their text. `built`: calls of `RegExp`, whose pattern is only known at run time, by their text.
 */
export function collect() {
  const literals = new Map()
  const built = new Map()
  for (const file of sources()) {
    const code = readFileSync(root + file, 'utf8')
    for (const node of nodes(parseAst(code, { lang: 'ts' }))) {
      const at = `${file}:${code.slice(0, node.start).split('\n').length}`
      if (node.regex) add(literals, node, at)
      else if (isRegExpCall(node)) {
        const text = code.slice(node.start, node.end)
        built.set(text, [...(built.get(text) ?? []), at])
      }
    }
  }
  return { literals, built }
}

/** Tracked and new files alike. */
function sources() {
  const listed = ['ls-files', '--cached', '--others', '--exclude-standard', 'packages/*/src/*']
  return execFileSync('git', listed, { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => /\.m?[jt]s$/.test(file) && !file.endsWith('.d.ts'))
}

function add(literals, { regex: { pattern: source, flags } }, at) {
  const text = `/${source}/${flags}`
  const found = literals.get(text) ?? { source, flags, at: [] }
  found.at.push(at)
  literals.set(text, found)
}

const isRegExpCall = ({ type, callee }) =>
  (type === 'NewExpression' || type === 'CallExpression') && callee.name === 'RegExp'

function* nodes(value) {
  if (value === null || typeof value !== 'object') return
  if (value.type) yield value
  for (const child of Object.values(value)) yield* nodes(child)
}
