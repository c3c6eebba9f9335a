import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, statSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from './browser.js'
import { type Opened, openPage } from './opened.js'
import { bin, emptyFolder, payout, startSandbox } from './sandbox.js'

/** Runs a command as somebody who pastes it: in another folder, with `countersign` installed. */
function pasted(command: string): string {
  const folder = emptyFolder()
  mkdirSync(join(folder, 'bin'))
  symlinkSync(bin, join(folder, 'bin', 'countersign'))
  const env = { PATH: `${join(folder, 'bin')}:${process.env.PATH}` }
  // What is refused ends with status 1.
  return execFileSync('bash', ['-c', `${command}; true`], { cwd: folder, env }).toString()
}

let on: Opened
describe.skipIf(chromiumPath === undefined)('what is copied runs as pasted', () => {
  beforeAll(async () => {
    on = await openPage('', [])
  })
  afterAll(() => on?.close())

  it('verify says what the page says, though no file was saved', async () => {
    const { page, sandbox, open, copied } = on
    await payout(sandbox, { path: '/wrong', signed: '{"amount":50}' })
    await open('/wrong')
    await page.getByRole('button', { name: 'Run verify on this' }).click()
    const printed = pasted(await copied('Copy the command'))
    expect(printed).toContain('signature matches when the JSON of the body is minified')
    const shown = await page.getByRole('region', { name: 'What verify prints' }).last().textContent()
    expect(shown).toContain(printed.trimEnd())
  })

  it('curl shows the client certificate, though no file was saved', async () => {
    const { sandbox, open, copied, cause } = on
    await open('/wrong')
    expect(pasted(`${await copied('Copy as curl')} -s`)).toContain('"check":"signature"')
    const url = `${sandbox.origins.mastercard}/plain`
    const ways = '-k -s -H Content-Type:application/json'
    expect(execFileSync('bash', ['-c', `curl ${ways} ${url} -d '{"a": 1}'`]).toString()).toContain(
      '"check":"clientCertificate"',
    )
    await open('/plain')
    const box = await cause('clientCertificate: Mutual TLS: the client must show a certificate')
    expect(box).toContain('seen: besides, encrypted: the body is not encrypted')
    expect(pasted(`${await copied('Copy as curl')} -s`)).toContain('"check":"encrypted"')
  })
})

it('the files of these commands are gone when the sandbox ends', async () => {
  const sandbox = await startSandbox('', ['--provider', 'inqud'])
  await payout(sandbox, { signed: '{"amount":50}' })
  const { command } = await (await fetch(`${sandbox.page}api/requests/1/verify`)).json()
  const [, har = '', dotenv = ''] = /verify (\S+) --dotenv (\S+)/.exec(command) ?? []
  expect([har, dotenv].map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600])
  sandbox.child.kill()
  await once(sandbox.child, 'exit')
  expect([har, dirname(dotenv)].map(existsSync)).toEqual([false, false])
})
