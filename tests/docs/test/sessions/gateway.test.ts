import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { consoleBlocks, pattern } from '../../../../packages/cli/test/console.js'
import { folder, type Reader } from '../reader.js'
import { ranAll, take } from '../take.js'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
const PAGE = 'docs/gateway.md'
const hasSystemd = spawnSync('systemd-analyze', ['--version']).error === undefined

let reader: Reader
beforeAll(async () => {
  reader = await folder()
  await reader.succeeds(
    'countersign sandbox --provider inqud --port 8081 --plain-http --write-dotenv sandbox.env &',
  )
})

it('a gateway starts as it is shown', async () => {
  await reader.succeeds('cp sandbox.env .env')
  const { text } = take(PAGE, '$ countersign gateway')
  const [{ command, output } = { command: '', output: [] }] = consoleBlocks(`\`\`\`console\n${text}\`\`\``)
  expect(await reader.succeeds(`${command.replace('gateway', 'gateway --listen 127.0.0.1:8090')} &`)).toMatch(
    pattern(output.map((line) => line.replace('8788', '8090'))),
  )
})

it("docs/command-line.md: the callers' secret is a setting like any other, so a .env may hold it", async () => {
  await reader.succeeds(
    '(cat sandbox.env; echo COUNTERSIGN_GATEWAY_SECRET=a-secret-of-all-callers) > callers.env',
  )
  const start = (file: string) => reader(`countersign gateway --listen 0.0.0.0:8087 --dotenv ${file} &`)
  expect((await start('sandbox.env')).output).toContain('needs a secret: set COUNTERSIGN_GATEWAY_SECRET')
  expect((await start('callers.env')).output).toContain('http://0.0.0.0:8087/')
})

it('runs as the systemd unit says, and sends what an .http file and OpenAPI’s servers say', async () => {
  const unit = take(PAGE, '[Unit]').text
  const credentials = join(reader.cwd, 'credentials')
  mkdirSync(credentials)
  const [, from = ''] = /^LoadCredential=gateway\.env:(.*)$/m.exec(unit) ?? []
  expect(from).toMatch(/^\/etc\//)
  // What systemd does: the credential is in a folder of its own, which %d names.
  await reader.succeeds('cp sandbox.env credentials/gateway.env')
  const [, line = ''] = /^ExecStart=\/usr\/local\/bin\/(.*)$/m.exec(unit) ?? []
  await reader.succeeds(`${line.replace('%d', credentials)} --to http://127.0.0.1:8081 &`)
  expect(complaintsOf(unit)).toEqual([])
  if (hasSystemd) expect(complaintsOf(unit.replace('ExecStart', 'ExecStrat'))).not.toEqual([])

  const [head = '', body = ''] = take(PAGE, 'POST http').text.split('\n\n')
  const [request = '', type = ''] = head.split('\n')
  const posted = await reader.succeeds(`curl -sS -X ${request} -H '${type}' --data-binary '${body.trim()}'`)
  expect(posted).toMatch(/"ok":true.*"method":"POST"/)

  const { servers } = parse(take(PAGE, 'servers:').text)
  expect(await reader.succeeds(`curl -sS ${servers[0].url}/v1/user/wallet/balances`)).toContain('"ok":true')
})

/** What systemd says of a unit, whose program must be there. It also reads units of this machine: not ours to judge. */
function complaintsOf(unit: string): string[] {
  const file = join(reader.cwd, 'countersign-gateway.service')
  writeFileSync(file, unit.replace('/usr/local/bin/countersign', process.execPath))
  const { stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' })
  if (!hasSystemd)
    console.warn('SKIPPED: the systemd unit of docs/gateway.md. There is no systemd-analyze here.')
  return (stderr ?? '').split('\n').filter((said) => said.includes('countersign-gateway'))
}

ranAll(import.meta.url)
