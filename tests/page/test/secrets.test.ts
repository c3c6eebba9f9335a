import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from './browser.js'
import { type Opened, openPage } from './opened.js'
import { payout } from './sandbox.js'

// A secret that is not the sandbox's, in the folder's .env by mistake.
const REAL = 'live-Zk3vQ8wq+Yx7/real-secret'

let on: Opened
describe.skipIf(chromiumPath === undefined)('secrets from outside', () => {
  beforeAll(async () => {
    on = await openPage(`INQUD_TOKEN_SECRET=${REAL}\n`)
  })
  afterAll(() => on?.close())

  it('masks secrets of others, everywhere', async () => {
    const { page, sandbox, open, copied } = on
    const base64 = Buffer.from(REAL).toString('base64')
    await payout(sandbox, {
      path: `/masked/${encodeURIComponent(REAL)}?q=${REAL}`,
      body: JSON.stringify({ secret: REAL, encoded: base64 }),
      headers: { 'X-Note': REAL, Authorization: `Basic ${Buffer.from(`me:${REAL}`).toString('base64')}` },
    })
    await open('/masked')
    await expect.poll(() => page.getByRole('article').textContent()).toContain('X-Note')
    for (const view of ['Text', 'Bytes', 'Parsed'])
      for (const button of await page.getByRole('button', { name: view, exact: true }).all())
        await button.click()
    const id = new URL(page.url()).hash.slice(1)
    const paths = ['api/rows', `api/requests/${id}`, `api/requests/${id}/har`, `api/requests/${id}/verify`]
    const texts = await Promise.all(paths.map(async (path) => (await fetch(sandbox.page + path)).text()))
    const bodies = JSON.parse(texts[1] ?? '')
    const decoded = [bodies.body, bodies.response.body].map(({ base64: text }) =>
      Buffer.from(text, 'base64').toString(),
    )
    const all = [...texts, ...decoded, await page.content(), await copied('Copy as curl')]
    for (const text of all)
      for (const part of [REAL, encodeURIComponent(REAL), base64, base64.slice(4, 20)])
        expect(text).not.toContain(part)
    expect(await page.getByRole('article').textContent()).toContain('masked')
  })
})
