import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from './browser.js'
import { type Opened, openPage } from './opened.js'
import { payout } from './sandbox.js'

let on: Opened
describe.skipIf(chromiumPath === undefined)('faults', () => {
  beforeAll(async () => {
    on = await openPage()
  })
  afterAll(() => on?.close())

  it('switches faults on and off by a click', async () => {
    const { page, sandbox } = on
    await page.keyboard.press('Escape')
    const faults = page.getByRole('group', { name: 'Faults of Inqud' })
    await faults.getByRole('button', { name: '500' }).click()
    await faults.getByRole('button', { name: '500', pressed: true }).waitFor()
    expect((await payout(sandbox)).status).toBe(500)
    await faults.getByRole('button', { name: '500' }).click()
    await faults.getByRole('button', { name: '500', pressed: false }).waitFor()
    expect((await payout(sandbox)).status).toBe(200)
    await faults.getByRole('button', { name: 'Clock 10 minutes ahead' }).click()
    await faults.getByRole('button', { name: 'Clock 10 minutes ahead', pressed: true }).waitFor()
    const { headers } = await payout(sandbox)
    expect(Date.parse(headers.get('Date') ?? '') - Date.now()).toBeGreaterThan(500_000)
    await faults.getByRole('button', { name: 'Clock 10 minutes ahead' }).click()
  })
})
