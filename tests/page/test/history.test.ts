import { createHmac, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from './browser.js'
import { type Opened, openPage } from './opened.js'
import { payout } from './sandbox.js'

let on: Opened
describe.skipIf(chromiumPath === undefined)('what came before', () => {
  beforeAll(async () => {
    on = await openPage()
  })
  afterAll(() => on?.close())

  it('points from a request without a token to the exchange that was refused, and paints no time that passed', async () => {
    const { page, sandbox, row, why, open } = on
    const { origins, env } = sandbox
    const now = Math.floor(Date.now() / 1000) - 5
    const token = `${env.IMBURSE_PUBLIC_KEY}:${randomBytes(8).toString('hex')}:${now}`
    const wrong = createHmac('sha256', 'another key').update(`${token}:`).digest('base64')
    await fetch(`${origins.imburse}/v1/identity/hmac`, {
      method: 'POST',
      headers: { Authorization: `Hmac ${token}:${wrong}` },
    })
    await fetch(`${origins.imburse}/no-token`, { headers: { Authorization: 'Bearer undefined' } })
    await row('/no-token').waitFor()
    const exchange = await row('/identity/hmac').first().locator('.number').textContent()
    await expect.poll(() => row('/no-token').textContent()).toContain(`see ${exchange} first`)
    await open('/no-token')
    await why()
      .getByRole('button', { name: `Go to ${exchange}` })
      .click()
    await page.getByRole('article', { name: `Request ${exchange?.slice(1)}` }).waitFor()
    const steps = page.getByRole('table', { name: 'The steps of the scheme' })
    await expect.poll(() => steps.locator('tr.differs').allTextContents()).toHaveLength(1)
    expect(await steps.locator('tr.differs').textContent()).toContain(wrong)
    expect(await steps.textContent()).toContain(`from ${now + 5 - 300}`.slice(0, -2))
  })

  it('tells what the sandbox remembers from its history', async () => {
    const { sandbox, row, why, open } = on
    const salt = 'ab'.repeat(32)
    await payout(sandbox, { path: '/salted', salt })
    await payout(sandbox, { path: '/salted-again', salt })
    await row('/salted-again').waitFor()
    await row(/\/salted(?!-)/).waitFor()
    const number = await row(/\/salted(?!-)/)
      .locator('.number')
      .textContent()
    await open('/salted-again')
    await expect
      .poll(() => why().textContent())
      .toContain(`salt: it was used before, in ${number}; each request needs a new one`)
  })
})
