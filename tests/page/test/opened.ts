import { fileURLToPath } from 'node:url'
import { chromium, type Locator, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { chromiumPath } from './browser.js'
import { type Running, startSandbox } from './sandbox.js'

/** The page of a sandbox in a browser, and how its parts are reached. */
export interface Opened {
  readonly sandbox: Running
  readonly page: Page
  readonly rows: () => Locator
  readonly row: (text: string | RegExp) => Locator
  /** The box that says why. */
  readonly why: () => Locator
  /** The text of that box, once it holds another: causes are found a little later. */
  readonly cause: (part: string | RegExp) => Promise<string>
  /** Opens the first request whose row has a text. */
  readonly open: (text: string | RegExp) => Promise<void>
  readonly copiedBy: (button: Locator) => Promise<string>
  readonly copied: (name: string) => Promise<string>
  /** Ends all, and fails if the page did anything wrong, or asked anybody else. */
  readonly close: () => Promise<void>
}

export async function openPage(dotenv = '', args?: readonly string[]): Promise<Opened> {
  const sandbox = await startSandbox(dotenv, args)
  const browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox'] })
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const errors = watched(page, sandbox.page)
  await page.goto(sandbox.page)
  const close = async () => {
    await browser.close()
    sandbox.child.kill()
    expect(errors).toEqual([])
  }
  return { sandbox, page, ...partsOf(page), close }
}

/** What a page should not do. */
function watched(page: Page, own: string): string[] {
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      errors.push(message.text())
  })
  page.on('dialog', (dialog) => {
    errors.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(own)) errors.push(`a request to ${request.url()}`)
  })
  return errors
}

function partsOf(page: Page) {
  const rows = () => page.getByRole('grid').getByRole('row')
  const row = (text: string | RegExp) => rows().filter({ hasText: text })
  const why = () => page.getByRole('region', { name: 'Why it is refused' })
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
  /** What a click on a button copies: it is written a little later. */
  const copiedBy = async (button: Locator) => {
    await page.evaluate(() => navigator.clipboard.writeText(''))
    await button.click()
    await expect.poll(clipboard).not.toBe('')
    return clipboard()
  }
  return {
    rows,
    row,
    why,
    copiedBy,
    copied: (name: string) => copiedBy(page.getByRole('button', { name, exact: true })),
    async cause(part: string | RegExp) {
      const text = () => why().textContent()
      await (typeof part === 'string' ? expect.poll(text).toContain(part) : expect.poll(text).toMatch(part))
      return (await text()) ?? ''
    },
    async open(text: string | RegExp) {
      await row(text).first().click()
      await page.getByRole('article', { name: /^Request/ }).waitFor()
    },
  }
}

/** Made for the docs on request, and looked at by eye: `pnpm --filter @countersign/tests-page pictures`. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.MODE !== 'pictures') return
  const path = fileURLToPath(new URL(`../../../docs/pictures/${name}.png`, import.meta.url))
  await page.evaluate(() => document.querySelector('.pane-detail')?.scrollTo(0, 0))
  await page.screenshot({ path })
}
