import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { schemes } from '../../src/index.js'

it('each scheme is given bad input', () => {
  const folder = new URL('./', import.meta.url)
  const files = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'))
  const missing = [...schemes].filter(
    ([, make]) =>
      !files.some((text) => text.includes(`${make.name}(`) || text.includes(`make: ${make.name}`)),
  )
  expect(missing.map(([name]) => name)).toEqual([])
})
