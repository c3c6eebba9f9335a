import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { exampleFiles } from '../src/examples.js'

const folder = new URL('../../../examples/postman/', import.meta.url)
const files = exampleFiles()

it.each([...files])('examples/postman/%s is what the builder writes', (name, content) => {
  const kept = readFileSync(new URL(name, folder), 'utf8')
  expect(kept === content, `${name} is stale: pnpm --filter @countersign/postman examples`).toBe(true)
})

it('holds nothing else', () => {
  const json = readdirSync(folder).filter((name) => name.endsWith('.json'))
  expect(json.sort()).toEqual([...files.keys()].sort())
})

it('holds no value of a secret', () => {
  for (const [name, content] of files) {
    if (!name.includes('environment')) continue
    const { values } = JSON.parse(content) as { values: { key: string; value: string; type: string }[] }
    expect(values.filter(({ value }) => value !== '')).toEqual([])
    for (const { key, type } of values)
      expect([key, type]).toEqual([key, /SECRET|PRIVATE|DECRYPTION|ENTROPY/.test(key) ? 'secret' : 'default'])
  }
})
