import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe } from './axe.js'
import { chromiumPath } from './browser.js'
import { type Opened, openPage } from './opened.js'
import { payout } from './sandbox.js'

let on: Opened
describe.skipIf(chromiumPath === undefined)('how it looks', () => {
  beforeAll(async () => {
    on = await openPage()
    await payout(on.sandbox, { path: '/second', signed: '{"amount":50}' })
  })
  afterAll(() => on?.close())

  it('has nothing that axe finds wrong, light or dark', async () => {
    const { page, open } = on
    await page.keyboard.press('Escape')
    expect(await axe(page)).toEqual([])
    await open('/second')
    expect(await axe(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await axe(page, ['color-contrast'])).toEqual([])
    await page.keyboard.press('Escape')
    expect(await axe(page, ['color-contrast'])).toEqual([])
    await open('/second')
  })

  it('fits a screen of 360 pixels', async () => {
    const { page, row } = on
    await page.setViewportSize({ width: 360, height: 700 })
    const width = () => page.evaluate(() => document.documentElement.scrollWidth)
    expect(await width()).toBe(360)
    await page.getByRole('article', { name: /^Request/ }).waitFor()
    await page.getByRole('button', { name: 'Back to the list' }).click()
    await row('refused').first().waitFor()
    expect(await width()).toBe(360)
    await page.getByRole('button', { name: 'Start' }).click()
    await page.getByRole('article', { name: 'Start' }).waitFor()
    expect(await width()).toBe(360)
  })
})
