import { execFileSync, spawnSync } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe } from './axe.js'
import { chromiumPath } from './browser.js'
import { bin, payout, type Running, startSandbox } from './sandbox.js'
import { here, run } from './toolchains.js'

interface About {
  readonly providers: readonly {
    readonly id: string
    readonly start?: { readonly snippets: readonly { readonly label: string; readonly text: string }[] }
  }[]
}

// A secret that is not the sandbox's, in the folder's .env by mistake.
const REAL = 'live-Zk3vQ8wq+Yx7/real-secret'

let sandbox: Running
let browser: Browser
let page: Page
const errors: string[] = []

const rows = () => page.getByRole('grid').getByRole('row')
const row = (text: string | RegExp) => rows().filter({ hasText: text })
const why = () => page.getByRole('region', { name: 'Why it is refused' })
const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
/** What a click on a button copies: it is written a little later. */
async function copiedBy(button: Locator): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText(''))
  await button.click()
  await expect.poll(clipboard).not.toBe('')
  return clipboard()
}
const copied = (name: string) => copiedBy(page.getByRole('button', { name, exact: true }))
const open = async (text: string | RegExp) => {
  await row(text).first().click()
  await page.getByRole('article', { name: /^Request/ }).waitFor()
}

/** Made for the docs on request, and looked at by eye: `pnpm --filter @countersign/tests-page pictures`. */
async function picture(name: string): Promise<void> {
  if (process.env.MODE !== 'pictures') return
  const path = fileURLToPath(new URL(`../../../docs/pictures/${name}.png`, import.meta.url))
  await page.evaluate(() => document.querySelector('.pane-detail')?.scrollTo(0, 0))
  await page.screenshot({ path })
}

describe.skipIf(chromiumPath === undefined)('the page', () => {
  beforeAll(async () => {
    sandbox = await startSandbox(`INQUD_TOKEN_SECRET=${REAL}\n`, ['--write-pem', '.'])
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox'] })
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
    page = await context.newPage()
    page.setDefaultTimeout(10_000)
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
      if (!request.url().startsWith(sandbox.page)) errors.push(`a request to ${request.url()}`)
    })
    await page.goto(sandbox.page)
  })
  afterAll(async () => {
    await browser?.close()
    sandbox?.child.kill()
  })

  it('starts with addresses and throwaway settings, to copy for each tool', async () => {
    const start = page.getByRole('region', { name: 'Inqud' })
    await expect.poll(() => start.textContent()).toContain(sandbox.origins.inqud)
    expect(await start.textContent()).toContain(sandbox.env.INQUD_TOKEN_SECRET)
    await picture('page-start')
    const tools = start.getByRole('group', { name: /for a tool/ })
    const tool = (name: string) => tools.getByRole('button', { name })
    const file = join(sandbox.folder, 'sandbox.env')
    const dotenv = await copiedBy(tools.getByRole('button', { name: '.env' }))
    for (const id of ['Imburse', 'Send Payments', 'Mastercard']) {
      const others = page
        .getByRole('region', { name: id, exact: true })
        .getByRole('group', { name: /for a tool/ })
      const more = await copiedBy(others.getByRole('button', { name: '.env' }))
      writeFileSync(file, `${existsSync(file) ? readFileSync(file) : dotenv}${more}`)
    }
    const { stdout } = spawnSync(
      process.execPath,
      [bin, 'send', 'POST', `${sandbox.origins.inqud}/from-dotenv`, '--body', '{}', '--dotenv', file],
      { cwd: sandbox.folder },
    )
    expect(JSON.parse(stdout.toString())).toMatchObject({ ok: true })
    expect(JSON.parse(await copiedBy(tool('Postman environment'))).values).toContainEqual(
      expect.objectContaining({ key: 'INQUD_TOKEN_SECRET', value: sandbox.env.INQUD_TOKEN_SECRET }),
    )
    expect(JSON.parse(await copiedBy(tool('Insomnia JSON')))).toMatchObject({
      baseUrl: sandbox.origins.inqud,
    })
    const shell = execFileSync('bash', [
      '-c',
      `${await copiedBy(tool('Shell'))}printf %s "$INQUD_TOKEN_SECRET"`,
    ])
    expect(shell.toString()).toBe(sandbox.env.INQUD_TOKEN_SECRET)
    expect(await copiedBy(tool('k6 -e'))).toContain(`-e INQUD_TOKEN_SECRET=${sandbox.env.INQUD_TOKEN_SECRET}`)
  })

  it.each(here)(
    'has a program in %s that signs right, and shows why a changed one is refused',
    async (label) => {
      await page.keyboard.press('Escape')
      const start = page.getByRole('region', { name: 'Inqud' })
      await start
        .getByRole('group', { name: /program/ })
        .getByRole('button', { name: label, exact: true })
        .click()
      const program = await copiedBy(start.getByRole('button', { name: `Copy the ${label} program` }))
      const path = `/in-${encodeURIComponent(label)}-now`
      const named = program.replaceAll('/v1/user/payments/payout', path)
      // Signed with a line end that is not sent.
      const wrong = named
        .replace('body + salt.encode()', 'body + b"\\n" + salt.encode()')
        .replace('.update(body)', ".update(body + '\\n')")
        .replace('body + salt', 'body + "\\n" + salt')
        .replace('$body . $salt', '$body . "\\n" . $salt')
      expect(wrong).not.toBe(named)
      const said = await Promise.all([run(label, named), run(label, wrong)])
      expect(said.join()).toMatch(/200/)
      await expect.poll(() => row(path).filter({ hasText: 'accepted' }).count()).toBe(1)
      await row(path).filter({ hasText: 'refused' }).click()
      await expect
        .poll(() => why().textContent())
        .toContain('signature matches when the body has a trailing newline')
      await page.keyboard.press('Escape')
    },
  )

  /** As the page gets it. */
  const programOf = async (provider: string, label: string): Promise<string> => {
    const { providers } = (await (await fetch(`${sandbox.page}api/about`)).json()) as About
    const { start } = providers.find(({ id }) => id === provider) ?? {}
    return start?.snippets.find((one) => one.label === label)?.text ?? ''
  }

  it.each(here)('has programs in %s for tokens, too, which stop if they get none', async (label) => {
    const programs = await Promise.all(['imburse', 'sendpayments'].map((id) => programOf(id, label)))
    const [right = '', other = ''] = programs
    const wrong = right
      .replaceAll(sandbox.env.IMBURSE_PUBLIC_KEY ?? '', 'another-key')
      .replaceAll('order-0001', label)
    const [first, second, refused] = await Promise.all([right, other, wrong].map((text) => run(label, text)))
    for (const said of [first, second]) expect(said).toMatch(/200.* \{"ok":true/)
    expect(refused).not.toContain(`order-management`)
  })

  it("has programs for Mastercard with the vendor's own libraries", async () => {
    const modules = fileURLToPath(new URL('../node_modules', import.meta.url))
    symlinkSync(modules, join(sandbox.folder, 'node_modules'))
    for (const id of ['mastercard', 'mastercard-oauth'])
      expect(await run('JavaScript', await programOf(id, 'JavaScript'), sandbox.folder)).toMatch(
        /^200 \{"ok":true/m,
      )
  })

  it('shows each request as it arrives, the newest first, and filters them', async () => {
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
    await expect.poll(() => rows().last().textContent()).toMatch(/accepted.*POST.*inqud/)
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

  it('pauses, and counts on', async () => {
    await page.getByRole('button', { name: 'Pause' }).click()
    await payout(sandbox, { path: '/while-paused' })
    await expect.poll(() => page.getByRole('status').textContent()).toContain('of 4 requests')
    expect(await row('/while-paused').count()).toBe(0)
    await page.getByRole('button', { name: 'Pause' }).click()
    await row('/while-paused').waitFor()
    // What is higher than the window would draw every row.
    const height = await page.locator('.list').evaluate(({ clientHeight }) => clientHeight)
    expect(height).toBeLessThan(page.viewportSize()?.height ?? 0)
  })

  it('is walked through by the keyboard', async () => {
    const selected = () => page.locator('[role=row][aria-selected=true]').textContent()
    await page.locator('body').press('j')
    await expect.poll(selected).toContain('/while-paused')
    await page.keyboard.press('j')
    await expect.poll(selected).toContain('/third')
    await page.keyboard.press('k')
    await expect.poll(selected).toContain('/while-paused')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('[aria-selected=true]').count()).toBe(0)
  })

  it('says why, in the words of verify, and marks what differs in one space', async () => {
    await open('/second')
    await expect
      .poll(() => why().textContent())
      .toContain('signature matches when the JSON of the body is minified')
    const marks = page.getByRole('figure').filter({ hasText: 'the body that came' })
    await expect.poll(() => marks.locator('mark').textContent()).toBe('·')
    await picture('page')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByText('Save as HAR').click(),
    ])
    const har = join(sandbox.folder, 'saved.har')
    await download.saveAs(har)
    const printed = spawnSync(
      process.execPath,
      [bin, 'verify', har, '--dotenv', join(sandbox.folder, 'sandbox.env')],
      { cwd: sandbox.folder },
    ).stdout.toString()
    const [, ...lines] = printed.trimEnd().split('\n')
    expect(lines.length).toBeGreaterThan(1)
    for (const line of lines) expect(await why().textContent()).toContain(line.trim())
    await page.getByRole('button', { name: 'Run verify on this' }).click()
    const output = page.getByRole('region', { name: 'What verify prints' }).last()
    await expect.poll(() => output.textContent()).toContain(printed.trimEnd())
  })

  it('points from a request without a token to the exchange that was refused, and paints no time that passed', async () => {
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

  it('copies the request as curl, and what would have been right', async () => {
    await open('/second')
    const curl = await copied('Copy as curl')
    expect(execFileSync('bash', ['-c', `${curl} -s`]).toString()).toContain('"check":"signature"')
    await page.getByRole('button', { name: 'What a right request would have been' }).click()
    const right = await copied('Copy the right request as curl')
    expect(JSON.parse(execFileSync('bash', ['-c', `${right} -s`]).toString())).toMatchObject({
      ok: true,
      body: '{"amount": 50}',
    })
  })

  it('tells what the sandbox remembers from its history', async () => {
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

  it('shows a sealed body before and after it is opened', async () => {
    const file = join(sandbox.folder, 'sandbox.env')
    const args = [
      'send',
      'POST',
      `${sandbox.origins.mastercard}/sealed`,
      '--body',
      '{"account": 7}',
      '--dotenv',
      file,
    ]
    spawnSync(process.execPath, [bin, ...args], { cwd: sandbox.folder })
    await open('/sealed')
    await expect.poll(() => page.getByText('Request, sealed as it came').count()).toBe(1)
    expect(await page.getByRole('article').textContent()).toContain('"account": 7')
    expect(await page.getByRole('article').textContent()).toContain('encryptedData')
  })

  it('masks secrets of others, everywhere', async () => {
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

  it('shows whatever arrives as text', async () => {
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

  it('switches faults on and off by a click', async () => {
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

  it('has nothing that axe finds wrong, light or dark', async () => {
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

  it('did nothing wrong all the while, and asked nobody else', () => {
    expect(errors).toEqual([])
  })
})

describe("the page's server", () => {
  let own: Running
  beforeAll(async () => {
    own = await startSandbox('', ['--provider', 'inqud'])
  })
  afterAll(() => void own?.child.kill())

  /** With headers that `fetch` does not send. */
  const ask = (path: string, headers: Record<string, string>, method = 'GET', body = '') =>
    new Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
      const request = httpRequest(own.page + path, { method, headers }, (response) => {
        response.resume()
        resolve({ status: response.statusCode ?? 0, headers: response.headers })
      })
      request.on('error', reject).end(body)
    })
  const json = { 'Content-Type': 'application/json' }

  it('is reached by its own names only', async () => {
    const { port } = new URL(own.page)
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`])
      expect((await ask('', { Host: host })).status).toBe(200)
    for (const host of [`evil.example:${port}`, `127.0.0.1.evil.example:${port}`, 'evil.example'])
      expect((await ask('api/rows', { Host: host })).status).toBe(403)
  })

  it('lets no other page read or change anything', async () => {
    for (const site of ['cross-site', 'same-site']) {
      expect((await ask('api/rows', { 'Sec-Fetch-Site': site })).status).toBe(403)
      expect((await ask('api/clear', { ...json, 'Sec-Fetch-Site': site }, 'POST', '{}')).status).toBe(403)
    }
    for (const origin of ['https://evil.example', 'null', own.origins.inqud ?? ''])
      expect((await ask('api/clear', { ...json, Origin: origin }, 'POST', '{}')).status).toBe(403)
    const simple = { 'Content-Type': 'text/plain' }
    expect((await ask('api/clear', simple, 'POST', '{}')).status).toBe(415)
    const { status } = await ask('api/clear', { ...json, Origin: own.page.slice(0, -1) }, 'POST', '{}')
    expect(status).toBe(200)
  })

  it('says what may be loaded, and allows no other origin', async () => {
    for (const path of ['', 'page.js', 'api/rows']) {
      const { headers } = await ask(path, {})
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
  })
})

it('has a script of at most 100 KB, gzipped', async () => {
  const { gzipSync } = await import('node:zlib')
  const script = readFileSync(new URL('../../../packages/page/dist/client/page.js', import.meta.url))
  expect(gzipSync(script).length).toBeLessThan(100 * 1024)
})

it('shows a provider of a definition by the names of its steps, with causes and right requests', async () => {
  const file = fileURLToPath(new URL('../../../definitions/okx.yaml', import.meta.url))
  const own = await startSandbox('', ['--provider', 'okx', '--use', file, '--write-dotenv', 'sandbox.env'])
  try {
    const json = async (path: string) => (await fetch(own.page + path)).json()
    const url = `${own.origins.okx}/api/v5/trade/order`
    const send = ['send', 'POST', url, '--body', '{"a": 1}', '--dotenv', 'sandbox.env', '--use', file]
    execFileSync(process.execPath, [bin, ...send], { cwd: own.folder })
    const { row, steps, headers } = await json('api/requests/1')
    expect(row).toMatchObject({ provider: 'okx', verdict: 'accepted' })
    expect(steps.map(({ name }: { name: string }) => name)).toEqual(['timestamp', 'preHash', 'signature'])
    const kept = (headers as [string, string][]).filter(([name]) => /^(OK-|Content-Type)/i.test(name))
    await fetch(url, { method: 'POST', headers: kept, body: '{"a":1}' })
    const cause = async () => (await json('api/requests/2')).cause
    await expect.poll(cause).toMatchObject({
      why: expect.stringMatching(/^signature matches when the JSON of the body has a space after each/),
      signed: { what: 'body', signed: { length: 8 }, came: { length: 7 } },
    })
    const [right] = (await json('api/requests/2/right')).requests
    expect(execFileSync('bash', ['-c', `${right.curl} -s`]).toString()).toContain('"ok":true')
    expect((await json('api/requests/2/verify')).command).toContain(`--use ${file}`)
  } finally {
    own.child.kill()
  }
})
