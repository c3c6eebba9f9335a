import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, it } from 'vitest'
import { blocks } from './blocks.js'
import { claimOf, claims } from './claims.js'
import { root } from './pages.js'

it('every block of README and docs is claimed by a test, or says why it is not run', () => {
  const unclaimed = blocks.filter((block) => claimOf(block) === undefined)
  expect(unclaimed.map(({ page, text }) => `${page}: ${text.split('\n')[0]}`)).toEqual([])
})

it('every claim has a block, and a test that exists', () => {
  const used = new Set(blocks.map(claimOf))
  for (const claim of claims) {
    expect(used.has(claim), JSON.stringify(claim)).toBe(true)
    const { run: test, read = test } = { run: undefined, read: undefined, ...claim.by }
    if (read === undefined) continue
    expect(existsSync(root + read), read).toBe(true)
    if (!read.startsWith('tests/docs/'))
      expect(readFileSync(root + read, 'utf8'), read).toContain(basename(claim.page))
  }
})
