import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { pages, root } from './pages.js'

const FILES = ['packages/*/src/*.ts', 'packages/xk6/*.go', 'tools/*.mjs']
const listed = execFileSync('git', ['ls-files', '-z', ...FILES], { cwd: root, encoding: 'utf8' })
const OURS = listed
  .split('\0')
  .filter(Boolean)
  .map((file) => readFileSync(root + file, 'utf8'))
  .join('\n')

/** The first cells of the tables that say what to do about a message; troubleshooting.test.ts has those of its page. */
const cells = [...pages]
  .filter(([page]) => page !== 'docs/troubleshooting.md')
  .flatMap(([page, text]) =>
    [...text.matchAll(/^\| (?:it says|message) \| (?:what to )?do.*\n\|.*\n((?:\|.*\n)+)/gim)].flatMap(
      ([, rows = '']) => rows.split('\n').map((row) => ({ page, cell: row.slice(2).split(' | ')[0] ?? '' })),
    ),
  )
  .filter(({ cell }) => !cell.endsWith(' from the server'))

/** Each three words in a row of a text; all of them, if there are fewer. What differs each time is none. */
function stretches(text: string): string[] {
  const runs = text.match(/(?<![\w"'.…-])[a-z]+(?: [a-z]+)+(?![\w"'-])/g) ?? []
  return runs.flatMap((run) => {
    const words = run.split(' ')
    const length = Math.min(3, words.length)
    return words.slice(length - 1).map((_, from) => words.slice(from, from + length).join(' '))
  })
}

it('the messages in tables of other pages are ours', () => {
  const quoted = cells.flatMap(({ page, cell }) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => ({ page, text, parts: stretches(text) })),
  )
  expect(quoted.length).toBeGreaterThan(50)
  const isOurs = (parts: readonly string[]) => parts.length === 0 || parts.some((part) => OURS.includes(part))
  expect(quoted.filter(({ parts }) => !isOurs(parts))).toEqual([])
})
