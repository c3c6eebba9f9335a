import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { commandsOf } from '../blocks.js'
import { folder } from '../reader.js'
import { ranAll, take } from '../take.js'

vi.setConfig({ testTimeout: 60_000 })

it('docs/sandbox.md: the page is where the output says, and --open opens it', async () => {
  const reader = await folder()
  // What opens a page on a machine without a desktop.
  const browser = join(reader.cwd, 'browser')
  writeFileSync(browser, `#!/bin/sh\nprintf %s "$1" > '${reader.cwd}/opened'\n`)
  chmodSync(browser, 0o755)
  const [any = '', chosen = '', opened = ''] = commandsOf(
    take('docs/sandbox.md', 'countersign sandbox --page'),
  )

  const start = async (command: string) =>
    /copy settings, at (http:\S+)/.exec(await reader.succeeds(`${command} --provider inqud &`))?.[1] ?? ''
  expect(await start(chosen)).toBe('http://127.0.0.1:8090/')
  expect(await (await fetch(await start(any))).text()).toContain('<title>Countersign')
  const address = await start(`BROWSER=${browser} ${opened}`)
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
  await vi.waitFor(() => expect(readFileSync(`${reader.cwd}/opened`, 'utf8')).toBe(address), 10_000)
})

it('docs/tokens.md: everyone who asks the broker gets the same token', async () => {
  const reader = await folder()
  await reader.succeeds('countersign sandbox --provider sendpayments --port 8082 --write-dotenv .env &')
  const [broker] = commandsOf(take('docs/tokens.md', 'countersign tokens'))
  expect(await reader.succeeds(`${broker} &`)).toContain('COUNTERSIGN_TOKENS=http://127.0.0.1:8787')
  const question = '{"provider":"sendpayments","origin":"http://127.0.0.1:8082"}'
  const ask = async () =>
    JSON.parse(
      await reader.succeeds(
        `curl -sS http://127.0.0.1:8787/token -H 'Content-Type: application/json' -d '${question}'`,
      ),
    ).token
  const token = await ask()
  expect(token).toMatch(/^\S{20,}$/)
  expect(await ask()).toBe(token)
})

ranAll(import.meta.url)
