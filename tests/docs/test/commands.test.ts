/**
 * Commands are typed in bash.
 * @module-tag posix
 */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { makeProgram } from '../../../packages/cli/dist/program.js'
import { blocks, commandsOf } from './blocks.js'
import { pages, root, withoutCode } from './pages.js'

const lines = blocks.flatMap((block) => commandsOf(block).map((line) => ({ page: block.page, line })))
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))

/** The words of a command as a shell splits them, up to a pipe, a redirection or what runs next. */
function wordsOf(line: string): string[] {
  const [, simple = ''] = /^((?:'[^']*'|"[^"]*"|[^'"|;&>])*)/.exec(line) ?? []
  const words = simple.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? []
  return words.map((word) => word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'))
}

const inProse = [...pages].flatMap(([page, text]) =>
  [...withoutCode(text).matchAll(/`(countersign [a-z][^`]*)`/g)].map(([, line = '']) => ({ page, line })),
)
// A metric of k6 has the name `countersign token`.
const NOT_A_COMMAND = /npm view countersign|^countersign (COMMAND|TOOL|[a-z]+ TOOL|vrify|token$)/

const ofOurs = [...lines, ...inProse].flatMap(({ page, line }) => {
  const [, command = ''] = /(?:^|\s|\()(countersign [a-z].*)$/.exec(line) ?? []
  return command === '' || NOT_A_COMMAND.test(line) ? [] : [{ page, command: command.replace(/ … ?/g, ' ') }]
})

let said = ''
const io = { ...process, stderr: { write: (text: string) => (said += text) } } as never
const program = makeProgram(io, { status: 0 })
for (const command of program.commands) command.exitOverride().action(() => {})

/** What the command line says of words, without doing what they ask for; nothing if it takes them. */
function refusalOf(words: readonly string[]): string {
  said = ''
  try {
    program.parse(['node', ...words])
  } catch {
    // It is said.
  }
  return said
}

it('every countersign command of README and docs is one, with its options and arguments', () => {
  expect(ofOurs.length).toBeGreaterThan(90)
  const refused = ofOurs.map((one) => ({ ...one, said: refusalOf(wordsOf(one.command)) }))
  // A command that is only named has none of its arguments.
  const isNamed = (command: string, said: string) =>
    /^countersign [a-z]+$/.test(command) && /missing required argument|required option/.test(said)
  expect(refused.filter(({ command, said }) => said !== '' && !isNamed(command, said))).toEqual([])
})

it('no word of a command is a pattern for files, which zsh refuses if there is none', () => {
  const patterns = ofOurs.filter(({ command }) => /[?*]/.test(command.replace(/'[^']*'|"[^"]*"/g, '')))
  expect(patterns).toEqual([])
})

it('every script of the root that README and docs name exists', () => {
  const named = [...new Set(lines.flatMap(({ line }) => line.match(/(?<=pnpm@12\.21\.0 )[a-z:0-9]+/g) ?? []))]
  expect(named).toContain('cli:install')
  for (const name of named) expect([...Object.keys(scripts), 'install']).toContain(name)
})
