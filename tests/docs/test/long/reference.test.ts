import { expect, it } from 'vitest'
import { exportsOf, MODULES, problemsOf } from '../reference.js'

const exports = exportsOf(MODULES)

it('every export says what it is for', () => {
  expect(exports.length).toBeGreaterThan(200)
  expect(exports.filter(({ summary }) => summary === '').map(placeOf)).toEqual([])
})

it('every export has an example', () => {
  expect(exports.filter(({ examples }) => examples.length === 0).map(placeOf)).toEqual([])
})

it('every example compiles', () => {
  expect(problemsOf(exports)).toEqual([])
})

const placeOf = ({ module, name }: { readonly module: string; readonly name: string }) => `${module}: ${name}`
