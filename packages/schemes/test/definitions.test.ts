import { readdirSync } from 'node:fs'
import type { AnyProvider } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { checkVector, type Vector } from '@countersign/verify/vectors'
import { expect, it } from 'vitest'
import { schemeModules } from '../src/index.js'

const folder = new URL('../../../definitions/schemes/', import.meta.url)
const files = readdirSync(folder).filter((file) => file.endsWith('.ts'))

it('every scheme has a file to copy, and nothing else is there', () => {
  expect(files.map((file) => file.replace('.ts', '')).sort()).toEqual(Object.keys(schemeModules).sort())
})

it.each(files)('the vectors of %s hold', async (file) => {
  const given: { default: AnyProvider; vectors: Vector[] } = await import(new URL(file, folder).pathname)
  expect(given.vectors.length).toBeGreaterThan(0)
  for (const vector of given.vectors)
    expect(await checkVector(given.default, vector, nodeHost())).toEqual({ held: true })
})
