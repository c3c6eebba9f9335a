import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from './browser.js'
import { type Opened, openPage } from './opened.js'
import { payout } from './sandbox.js'

let on: Opened
describe.skipIf(chromiumPath === undefined)('the list', () => {
  beforeAll(async () => {
    on = await openPage()
  })
  afterAll(() => on?.close())

  it('shows each request as it arrives, the newest first, and filters them', async () => {
    const { page, sandbox, rows, row } = on
    await page.getByRole('button', { name: 'Clear' }).click()
    await expect.poll(() => rows().count()).toBe(0)
    await payout(sandbox, { path: '/first' })
    await payout(sandbox, { path: '/second', signed: '{"amount":50}' })
    await fetch(`${sandbox.origins.imburse}/third`)
    await expect.poll(() => rows().count()).toBe(3)
    const texts = await rows().allTextContents()
    expect(texts.map((text) => /\/(first|second|third)/.exec(text)?.[1])).toEqual([
      'third',
      'second',
      'first',
    ])
    await expect.poll(() => rows().last().textContent()).toMatch(/accepted.*inqud.*\d\d:\d\d:\d\d.*POST/)
    await expect.poll(() => row('/second').textContent()).toContain('signature matches when the JSON')
    await page.getByLabel('Provider').selectOption('Imburse')
    await expect.poll(() => rows().count()).toBe(1)
    await page.getByLabel('Provider').selectOption('all')
    await expect.poll(() => rows().count()).toBe(3)
    await page.getByLabel('Verdict').selectOption('refused')
    await expect.poll(() => rows().count()).toBe(2)
    await page.keyboard.press('Escape')
    await page.keyboard.press('/')
    await page.keyboard.type('minified')
    await expect.poll(() => rows().count()).toBe(1)
    await page.keyboard.press('Escape')
    await page.getByLabel('Verdict').selectOption('all')
    await expect.poll(() => rows().count()).toBe(3)
  })

  it('keeps the end of a long path in sight', async () => {
    const { page, sandbox, row } = on
    await payout(sandbox, { path: `/${'long/'.repeat(40)}payments/` })
    const end = row('payments/').locator('.tail')
    expect(await end.textContent()).toMatch(/payments\/$/)
    const [box, list] = await Promise.all([end.boundingBox(), page.locator('.list').boundingBox()])
    expect(box?.width).toBeGreaterThan(50)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan((list?.x ?? 0) + (list?.width ?? 0))
  })

  it('pauses, and counts on', async () => {
    const { page, sandbox, row } = on
    await page.getByRole('button', { name: 'Pause' }).click()
    await payout(sandbox, { path: '/while-paused' })
    await expect.poll(() => page.getByRole('status').textContent()).toContain('of 5 requests')
    expect(await row('/while-paused').count()).toBe(0)
    await page.getByRole('button', { name: 'Pause' }).click()
    await row('/while-paused').waitFor()
    // What is higher than the window would draw every row.
    const height = await page.locator('.list').evaluate(({ clientHeight }) => clientHeight)
    expect(height).toBeLessThan(page.viewportSize()?.height ?? 0)
  })

  it('is walked through by the keyboard', async () => {
    const { page } = on
    const selected = () => page.locator('[role=row][aria-selected=true]').textContent()
    await page.locator('body').press('j')
    await expect.poll(selected).toContain('/while-paused')
    await page.keyboard.press('j')
    await expect.poll(selected).toContain('payments/')
    await page.keyboard.press('k')
    await expect.poll(selected).toContain('/while-paused')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('[aria-selected=true]').count()).toBe(0)
  })
})
