import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../browser.js'
import { type Opened, openPage } from '../opened.js'
import { here, run } from '../toolchains.js'

interface About {
  readonly providers: readonly {
    readonly id: string
    readonly start?: { readonly snippets: readonly { readonly label: string; readonly text: string }[] }
  }[]
}

/** As the page gets it. */
async function programOf(provider: string, label: string): Promise<string> {
  const { providers } = (await (await fetch(`${on.sandbox.page}api/about`)).json()) as About
  const { start } = providers.find(({ id }) => id === provider) ?? {}
  return start?.snippets.find((one) => one.label === label)?.text ?? ''
}

let on: Opened
describe.skipIf(chromiumPath === undefined)('the programs to copy', () => {
  beforeAll(async () => {
    on = await openPage()
  })
  afterAll(() => on?.close())

  it.each(here)(
    'has a program in %s that signs right, and shows why a changed one is refused',
    async (label) => {
      const { page, row, why, copiedBy } = on
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
    // Go compiles its libraries the first time.
    300_000,
  )

  it.each(here)('has programs in %s for tokens, too, which stop if they get none', async (label) => {
    const { sandbox } = on
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
    const { sandbox } = on
    const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))
    symlinkSync(modules, join(sandbox.folder, 'node_modules'))
    for (const id of ['mastercard', 'mastercard-oauth'])
      expect(await run('JavaScript', await programOf(id, 'JavaScript'), sandbox.folder)).toMatch(
        /^200 \{"ok":true/m,
      )
  })
})
