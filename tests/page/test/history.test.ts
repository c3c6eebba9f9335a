import { createHash, createHmac, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from './browser.js'
import { type Opened, openPage } from './opened.js'
import { exchange, payout } from './sandbox.js'

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

  it('names a request that was signed in place of the exchange, once that request comes', async () => {
    const { sandbox, row, why, open } = on
    const { origins, env } = sandbox
    const body = '{"orderRef":"A-1"}'
    const hash = createHash('sha256').update(body).digest('base64')
    const token = `${env.IMBURSE_PUBLIC_KEY}:${randomBytes(8).toString('hex')}:${Math.floor(Date.now() / 1000)}`
    const key = Buffer.from(env.IMBURSE_PRIVATE_KEY ?? '', 'base64')
    const hmac = createHmac('sha256', key).update(`${token}:${hash}`).digest('base64')
    await fetch(`${origins.imburse}/identity/v1/hmac/collect`, {
      method: 'POST',
      headers: { Authorization: `Hmac ${token}:${hmac}` },
    })
    await open('/hmac/collect')
    await expect.poll(() => why().textContent()).toContain('none matches')
    await fetch(`${origins.imburse}/of-the-exchange`, { method: 'POST', body })
    const order = await row('/of-the-exchange').locator('.number').textContent()
    await expect.poll(() => why().textContent()).toContain(`the body is that of ${order}`)
  })

  it('knows a token by its beginning, and a token of another provider', async () => {
    const { sandbox, row } = on
    const { accessToken } = await (await exchange(sandbox)).json()
    const { origins } = sandbox
    const send = (origin: string | undefined, path: string, token: string) =>
      fetch(`${origin}${path}`, { headers: { Authorization: `Bearer ${token}` } })
    await send(origins.imburse, '/cut-off', accessToken.slice(0, 20))
    await send(origins.sendpayments, '/of-another', accessToken)
    await expect
      .poll(() => row('/cut-off').textContent())
      .toContain('cut off: the first 20 of the 43 characters')
    await expect.poll(() => row('/of-another').textContent()).toContain('it is a token of Imburse')
  })
})
