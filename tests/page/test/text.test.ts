import { createHmac, randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from './browser.js'
import { type Opened, openPage } from './opened.js'

let on: Opened
describe.skipIf(chromiumPath === undefined)('texts', () => {
  beforeAll(async () => {
    on = await openPage()
  })
  afterAll(() => on?.close())

  it('shows whatever arrives as text', async () => {
    const { page, sandbox, open } = on
    const body = `<img src=x onerror=alert(1)><script>alert(2)</script>\u202egnp.exe\u0007 ${'x'.repeat(1_000_000)}`
    // As it stands: fetch would percent-encode the path.
    const { hostname, port } = new URL(sandbox.origins.inqud ?? '')
    await new Promise((resolve, reject) => {
      const path = '/<script>alert(3)</script>'
      const headers = { 'X-Odd': '<b>\u00ff</b>' }
      const request = httpRequest({ hostname, port, method: 'POST', path, headers }, (response) =>
        response.resume().on('end', resolve),
      )
      request.on('error', reject).end(body)
    })
    await open('/<script>')
    await expect
      .poll(() => page.getByRole('article').textContent())
      .toContain('<script>alert(2)</script>\\u202egnp')
    await expect.poll(() => page.getByRole('article').textContent()).toContain('\\u0007')
    expect(await page.locator('article script, article img, article b').count()).toBe(0)
    await fetch(`${sandbox.origins.inqud}/bytes`, { method: 'POST', body: Buffer.from([0x41, 0xff, 0x42]) })
    await open('/bytes')
    await expect.poll(() => page.getByRole('article').textContent()).toContain('A\\xffB')
  })

  it('shows JSON as it was sent, and every one of members with one name', async () => {
    const { page, sandbox, open } = on
    const body = '{"id":9007199254740993,"amount":1.50,"amount":2}'
    await fetch(`${sandbox.origins.inqud}/json`, { method: 'POST', body })
    await open('/json')
    const parsed = page.getByRole('region', { name: 'Request: body, parsed as JSON' })
    await expect
      .poll(() => parsed.textContent())
      .toBe('{\n  "id": 9007199254740993,\n  "amount": 1.50,\n  "amount": 2\n}')
  })

  it('marks a byte that is not UTF-8 as what it is', async () => {
    const { page, sandbox, open } = on
    const { origins, env } = sandbox
    const salt = randomBytes(32).toString('hex')
    const hmac = createHmac('sha256', env.INQUD_TOKEN_SECRET ?? '').update(`{"name": "Zoë"}${salt}`)
    await fetch(`${origins.inqud}/latin1`, {
      method: 'POST',
      headers: {
        'X-Token-API-Id': env.INQUD_TOKEN_ID ?? '',
        'X-Salt': salt,
        'X-HMAC-SHA256-Signature': hmac.digest('hex'),
      },
      body: Buffer.from('{"name": "Zoë"}', 'latin1'),
    })
    await open('/latin1')
    const article = () => page.getByRole('article').textContent()
    await expect
      .poll(article)
      .toContain('at character 13: "ë" in the body that was signed, "\\xeb" in the body that came.')
  })
})
