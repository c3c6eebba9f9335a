import { readdirSync, readFileSync } from 'node:fs'
import { providers } from '@countersign/core'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { exampleFiles } from '../src/examples.js'

const folder = new URL('../../../examples/insomnia/', import.meta.url)
const files = exampleFiles()

it.each([...files])('examples/insomnia/%s is what the builder writes', (name, content) => {
  const kept = readFileSync(new URL(name, folder), 'utf8')
  expect(kept === content, `${name} is stale: pnpm --filter insomnia-plugin-countersign examples`).toBe(true)
})

it('holds nothing else', () => {
  const yaml = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  expect(yaml.sort()).toEqual([...files.keys()].sort())
})

it('holds no value of a setting', () => {
  for (const content of files.values()) {
    const { baseUrl, ...settings } = parse(content).environments.data
    expect(providers.map((provider) => provider.baseUrl)).toContain(baseUrl)
    expect(Object.values(settings).filter((value) => value !== '')).toEqual([])
  }
})
