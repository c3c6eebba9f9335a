import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { type Block, blocks } from './blocks.js'
import { claimOf, testOf } from './claims.js'
import { root } from './pages.js'

const taken = new Set<Block>()

/** The block of a page that begins so, to be run at once: it counts as run by this file. */
export function take(page: string, starts: string): Block {
  const block = blocks.find((one) => one.page === page && one.text.startsWith(starts) && !taken.has(one))
  if (block === undefined) throw new Error(`${page} has no block that begins with: ${starts}`)
  taken.add(block)
  return block
}

/** The last test of a file: what docs' claims say it runs, it has run. */
export function ranAll(url: string): void {
  it('has run every block that the claims say it runs', () => {
    const file = fileURLToPath(url).slice(root.length)
    const claimed = blocks.filter((block) => testOf(claimOf(block)) === file)
    expect(claimed.length).toBeGreaterThan(0)
    const first = ({ page, text }: Block) => `${page}: ${text.split('\n')[0]}`
    expect([...taken].map(first).sort()).toEqual(claimed.map(first).sort())
  })
}
