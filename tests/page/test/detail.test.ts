import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from './browser.js'
import { type Opened, openPage, picture } from './opened.js'
import { bin, payout } from './sandbox.js'

let on: Opened
describe.skipIf(chromiumPath === undefined)('one request', () => {
  beforeAll(async () => {
    on = await openPage('', ['--plain-http', '--write-dotenv', 'sandbox.env'])
    await payout(on.sandbox, { path: '/first' })
    await payout(on.sandbox, { path: '/second', signed: '{"amount":50}' })
    await fetch(`${on.sandbox.origins.imburse}/third`)
  })
  afterAll(() => on?.close())

  it('says why, in the words of verify, and marks what differs in one space', async () => {
    const { page, sandbox, why, open } = on
    await open('/second')
    await expect
      .poll(() => why().textContent())
      .toContain('signature matches when the JSON of the body is minified')
    const marks = page.getByRole('figure').filter({ hasText: 'the body that came' })
    await expect.poll(() => marks.locator('mark').textContent()).toBe('·')
    await picture(page, 'page')
    // A hash is different everywhere: its first difference says nothing.
    expect(await page.getByRole('article').getByText('The first difference').count()).toBe(1)
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

  it('copies the request as curl, and what would have been right', async () => {
    const { page, open, copied } = on
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

  it('shows an encrypted body before and after decryption', async () => {
    const { page, sandbox, open } = on
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
    await expect.poll(() => page.getByText('Request, encrypted as it came').count()).toBe(1)
    expect(await page.getByRole('article').textContent()).toContain('"account": 7')
    expect(await page.getByRole('article').textContent()).toContain('encryptedData')
  })
})
