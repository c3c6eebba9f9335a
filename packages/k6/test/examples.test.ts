import { readdirSync, readFileSync } from 'node:fs'
import { providers, settingName, settingsOf } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { script, scriptFiles } from '../src/templates/index.js'

const folder = new URL('../../../examples/k6/', import.meta.url)
const files = scriptFiles(providers)

it.each(files.map(({ path, content }) => [path, content]))(
  'examples/k6/%s is what the builder writes',
  (path, content) => {
    const kept = readFileSync(new URL(path, folder), 'utf8')
    expect(kept === content, `${path} is stale: pnpm examples`).toBe(true)
  },
)

it('holds nothing else', () => {
  const kept = readdirSync(folder).sort()
  expect(kept).toEqual(files.map(({ path }) => path).sort())
})

describe.each(providers)('the script of $id', (provider) => {
  const text = script(provider)

  it('names each setting and gives none a value', () => {
    for (const { name } of settingsOf(provider)) {
      const known = settingName(provider.id, name)
      expect(text).toContain(`//   ${known}: `)
      expect(text).not.toMatch(new RegExp(`${known}\\s*=`))
    }
  })

  it('asks for no token by itself', () => {
    for (const { path, asksForToken } of provider.examples) {
      if (asksForToken) expect(text).not.toContain(`path: '${path}'`)
    }
  })
})
