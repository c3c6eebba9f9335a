import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from './browser.js'
import { type Opened, openPage } from './opened.js'
import { exchange, payout } from './sandbox.js'

let on: Opened
describe.skipIf(chromiumPath === undefined)('faults', () => {
  beforeAll(async () => {
    on = await openPage()
  })
  afterAll(() => on?.close())

  const faultsOf = (provider: string) =>
    on.page.getByRole('group', { name: `Faults of ${provider}`, exact: true })

  /** With a fault that a click switches on, and off again. */
  async function withFault(provider: string, name: string, during: () => Promise<unknown>): Promise<void> {
    await on.page.keyboard.press('Escape')
    const button = (pressed: boolean) => faultsOf(provider).getByRole('button', { name, pressed })
    await button(false).click()
    await button(true).waitFor()
    await during()
    await on.page.keyboard.press('Escape')
    await button(true).click()
    await button(false).waitFor()
  }

  it('take the place of a response, and are named in the box of the request', async () => {
    const { sandbox, open, cause, row } = on
    await withFault('Inqud', '500', async () => {
      expect((await payout(sandbox, { path: '/with-500' })).status).toBe(500)
      await open('/with-500')
      await cause('The fault that you switched on made this: the response is status 500')
    })
    expect(await row('/with-500').textContent()).toContain('a fault that you switched on')
    expect((await payout(sandbox)).status).toBe(200)
  })

  it('make the clock wrong, which is named before what verify says of the time', async () => {
    const { sandbox, open, cause } = on
    await withFault('Imburse', 'Clock 10 minutes ahead', async () => {
      const { status, headers } = await exchange(sandbox)
      expect(status).toBe(401)
      expect(Date.parse(headers.get('Date') ?? '') - Date.now()).toBeGreaterThan(500_000)
      await open('/identity/hmac')
      const box = await cause('older than the time of the request')
      expect(box).not.toContain('Set the clock')
      expect(box).toMatch(
        /^Why it is refusedThe fault that you switched on made this: the clock of the provider is 10 minutes ahead\./,
      )
    })
  })

  it('have a clock only for providers that check a time', async () => {
    await on.page.keyboard.press('Escape')
    for (const [provider, clocks] of [
      ['Imburse', 2],
      ['Mastercard OAuth', 2],
      ['Inqud', 0],
      ['Send Payments', 0],
      ['Mastercard', 0],
    ] as const)
      expect(
        await faultsOf(provider)
          .getByRole('button', { name: /^Clock/ })
          .count(),
      ).toBe(clocks)
  })

  it('garble a token, and the request without it points there', async () => {
    const { sandbox, open, cause, page } = on
    await withFault('Imburse', 'Garbled token response', async () => {
      await exchange(sandbox)
      await fetch(`${sandbox.origins.imburse}/after-garbled`, {
        headers: { Authorization: 'Bearer undefined' },
      })
      await open('/after-garbled')
      expect(await cause('met a fault')).toContain('the response with the token is garbled')
      await on.why().getByRole('button', { name: /Go to/ }).click()
      await expect
        .poll(() => page.getByRole('article').textContent())
        .toContain('A fault that you switched on touched this: the response with the token is garbled')
    })
  })

  it('end a token when it is issued, which the request that carries it shows', async () => {
    const { sandbox, open, cause } = on
    await withFault('Imburse', 'Expired token', async () => {
      const { accessToken } = (await (await exchange(sandbox)).json()) as { accessToken: string }
      const headers = { Authorization: `Bearer ${accessToken}` }
      await fetch(`${sandbox.origins.imburse}/with-expired`, { headers })
      await open('/with-expired')
      await cause('The fault that you switched on made this: the token had ended already when it was issued.')
    })
  })

  it('slow a response down, which is said of a request that is right', async () => {
    const { sandbox, open, page } = on
    await withFault('Inqud', 'Slow (3 s)', async () => {
      await payout(sandbox, { path: '/slowly' })
      await open('/slowly')
      await expect
        .poll(() => page.getByRole('article').textContent())
        .toContain('A fault that you switched on touched this: the response waits 3 s.')
    })
  })
})
