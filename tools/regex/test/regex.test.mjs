import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { collect } from '../collect.mjs'
import { EXCEPTIONS } from '../exceptions.mjs'
import { problemOf } from '../judge.mjs'

const { literals, built } = collect()
const safe = new Set(
  process.env.MODE === 'long'
    ? []
    : JSON.parse(readFileSync(new URL('../safe.json', import.meta.url), 'utf8')),
)

it('recheck tells a linear expression from one that is not', async () => {
  expect(await problemOf({ source: '\\s+$', flags: '' })).toMatch(/^is not linear: of degree 2/)
  expect(await problemOf({ source: '(a|a)*b', flags: '' })).toMatch(/^is not linear: exponential/)
  expect(await problemOf({ source: '^\\s+', flags: '' })).toBeUndefined()
})

it('every regular expression of the packages is linear', async () => {
  const problems = []
  for (const [text, { at, ...regex }] of literals) {
    if (safe.has(text) || text in EXCEPTIONS) continue
    const problem = await problemOf(regex)
    if (problem) problems.push(`${text} ${problem}\n    ${at.join(', ')}`)
  }
  expect(problems, 'mend it, or enter it with a reason in tools/regex/exceptions.mjs').toEqual([])
})

it('every expression that is built at run time was reviewed', () => {
  const unknown = [...built].filter(([text]) => !(text in EXCEPTIONS)).map(([text, at]) => `${text} ${at}`)
  expect(unknown, 'make it a literal, or enter it with a reason in tools/regex/exceptions.mjs').toEqual([])
})

it('every exception is still in the code', () => {
  const gone = Object.keys(EXCEPTIONS).filter((text) => !literals.has(text) && !built.has(text))
  expect(gone).toEqual([])
})
