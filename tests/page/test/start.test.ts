import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from './browser.js'
import { type Opened, openPage, picture } from './opened.js'
import { bin } from './sandbox.js'

let on: Opened
describe.skipIf(chromiumPath === undefined)('the start', () => {
  beforeAll(async () => {
    on = await openPage()
  })
  afterAll(() => on?.close())

  it('starts with addresses and throwaway settings, to copy for each tool', async () => {
    const { page, sandbox, copiedBy } = on
    const start = page.getByRole('region', { name: 'Inqud' })
    await expect.poll(() => start.textContent()).toContain(sandbox.origins.inqud)
    expect(await start.textContent()).toContain(sandbox.env.INQUD_TOKEN_SECRET)
    await picture(page, 'page-start')
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
})
