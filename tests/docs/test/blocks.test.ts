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
    if ('notRun' in claim.by) continue
    const { test } = claim.by
    expect(existsSync(root + test), test).toBe(true)
    if (!test.startsWith('tests/docs/'))
      expect(readFileSync(root + test, 'utf8')).toContain(basename(claim.page))
  }
})
