import { createHmac, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { Agent, get, request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../browser.js'
import { payout, type Running, startSandbox } from '../sandbox.js'

const MiB = 1024 * 1024
const agent = new Agent({ keepAlive: true, maxSockets: 16 })
let sandbox: Running

beforeAll(async () => {
  sandbox = await startSandbox('', ['--plain-http', '--provider', 'inqud'])
})
afterAll(() => {
  agent.destroy()
  sandbox?.child.kill()
})

/** A signed request. */
function send(path: string, body: string): Promise<number> {
  const salt = randomBytes(32).toString('hex')
  const hmac = createHmac('sha256', sandbox.env.INQUD_TOKEN_SECRET ?? '')
    .update(body)
    .update(salt)
  const headers = {
    'Content-Length': body.length,
    'X-Token-API-Id': sandbox.env.INQUD_TOKEN_ID,
    'X-Salt': salt,
    'X-HMAC-SHA256-Signature': hmac.digest('hex'),
  }
  return new Promise((resolve, reject) => {
    httpRequest(`${sandbox.origins.inqud}${path}`, { method: 'POST', agent, headers }, (response) =>
      response.resume().on('end', () => resolve(response.statusCode ?? 0)),
    )
      .on('error', reject)
      .end(body)
  })
}

/** So many requests, sixteen at a time. */
async function sendMany(count: number, path: (n: number) => string, body: string): Promise<void> {
  let sent = 0
  const work = async () => {
    while (sent < count) expect(await send(path(++sent), body)).toBe(200)
  }
  await Promise.all(Array.from({ length: 16 }, work))
}

const status = (name: string) => {
  const text = readFileSync(`/proc/${sandbox.child.pid}/status`, 'utf8')
  return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(text)?.[1]) * 1024
}
const openFiles = () => readdirSync(`/proc/${sandbox.child.pid}/fd`).length
const settle = () => new Promise((resolve) => setTimeout(resolve, 1000))

describe.skipIf(chromiumPath === undefined)('in a browser', () => {
  let browser: Browser
  let page: Page
  const rows = () => page.getByRole('grid').getByRole('row')
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox'] })
    page = await browser.newPage()
    await page.goto(sandbox.page)
  })
  afterAll(async () => browser?.close())

  it('shows 200 requests a second as they arrive', async () => {
    for (let tick = 0; tick < 100; tick++) {
      await Promise.all(Array.from({ length: 20 }, (_one, n) => send(`/live-${tick}-${n}`, '{}')))
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await expect.poll(() => page.getByRole('status').textContent()).toContain('of 2,000 requests')
    await rows()
      .filter({ hasText: /\/live-99-/ })
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Clear' }).click()
    await expect.poll(() => rows().count()).toBe(0)
  })

  it('keeps 10,000 requests with 50 KB each in 400 MB, all of which can be filtered', async () => {
    await sendMany(10_000, (n) => `/many-${n}`, JSON.stringify({ text: 'x'.repeat(50_000) }))
    await expect.poll(() => page.getByRole('status').textContent()).toContain('of 10,000 requests')
    expect(status('VmHWM')).toBeLessThan(400 * MiB)
    expect(await rows().count()).toBeLessThan(60)
    await page.getByLabel('Text').fill('/many-7 ')
    await page.getByLabel('Text').fill('many-77')
    await expect.poll(() => page.getByRole('status').textContent()).toContain('111 of 10,000')
    await page.getByLabel('Text').fill('')
    const list = page.locator('.list')
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight))
    await rows().filter({ hasText: 'body dropped' }).first().waitFor()
    await rows().last().click()
    await expect
      .poll(() => page.getByRole('article').textContent())
      .toContain('was dropped: newer ones took its place')
  })

  it('opens and closes pages without keeping anything', async () => {
    const before = openFiles()
    for (let time = 0; time < 20; time++) {
      const other = await browser.newPage()
      await other.goto(sandbox.page)
      await other.close()
    }
    await expect.poll(openFiles).toBeLessThanOrEqual(before + 2)
  })
})

describe('the connections of the page', () => {
  /** Opens the events of the page and reads their beginning. */
  const look = () =>
    new Promise<void>((resolve, reject) => {
      const request = get(`${sandbox.page}api/events`, (response) => {
        response.once('data', () => {
          request.destroy()
          resolve()
        })
        response.on('error', () => {})
      })
      request.on('error', reject)
    })

  it('leave nothing behind after a thousand were opened and closed', async () => {
    for (let time = 0; time < 200; time++) await look()
    await settle()
    const [files, memory] = [openFiles(), status('VmRSS')]
    for (let time = 0; time < 1000; time++) await look()
    await settle()
    expect(openFiles()).toBeLessThanOrEqual(files + 1)
    expect(status('VmRSS') - memory).toBeLessThan(20 * MiB)
  })

  it('are ended if nobody reads them, and hold nobody up', async () => {
    const socket = connect(Number(new URL(sandbox.page).port), '127.0.0.1')
    const ended = new Promise((resolve) => socket.on('close', resolve))
    socket.on('error', () => {})
    socket.write(`GET /api/events HTTP/1.1\r\nHost: ${new URL(sandbox.page).host}\r\n\r\n`)
    socket.pause()
    // The connections of this test itself are kept.
    await sendMany(100, (n) => `/first-${n}`, '{}')
    const before = openFiles()
    await sendMany(15_000, (n) => `/${'long'.repeat(200)}-${n}`, '{}')
    expect(openFiles()).toBeLessThan(before + 1)
    socket.resume()
    await ended
    expect((await payout(sandbox)).status).toBe(200)
  })
})
