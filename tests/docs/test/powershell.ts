import { createRequire } from 'node:module'
import { Language, type Node, Parser } from 'web-tree-sitter'
import { pages } from './pages.js'

const require = createRequire(import.meta.url)
await Parser.init()
const parser = new Parser()
parser.setLanguage(await Language.load(require.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm')))

/** A text of PowerShell, parsed. `--` alone or before a word is of the program; the grammar takes it for an operator. */
export function parsed(text: string): Node {
  const tree = parser.parse(text.replace(/ --(?=[\w ])/g, ' '))
  if (!tree) throw new Error('it could not be parsed')
  return tree.rootNode
}

/** Whether PowerShell takes a command as `sh` does: one program, and each word a text. */
export function isSame(command: string): boolean {
  const root = parsed(command)
  const lists = root.descendantsOfType('array_literal_expression')
  return (
    !root.hasError &&
    root.descendantsOfType('command').length > 0 &&
    lists.every((list) => list?.namedChildCount === 1) &&
    root.descendantsOfType(['variable', 'empty_statement', 'redirection']).length === 0
  )
}

/** The table of docs/powershell.md: what is typed in sh, in PowerShell, and in 5.1, as Markdown. */
export const rows = [...(pages.get('docs/powershell.md') ?? '').matchAll(/^\| (?!in sh)(.*) \|$/gm)].map(
  ([, row = '']) => row.split(/ (?<!\\)\| ?/).map((cell) => cell.replaceAll('\\|', '|').trim()),
)

/** The code in a cell. */
export const codeIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
