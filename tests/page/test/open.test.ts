import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { bin, emptyFolder } from './sandbox.js'

it.runIf(process.platform === 'linux')('opens the page in the browser of the desktop', async () => {
  const folder = emptyFolder()
  const [browser, opened] = ['browser', 'opened'].map((name) => join(folder, name)) as [string, string]
  writeFileSync(browser, `#!/bin/sh\nprintf %s "$1" > ${opened}\n`, { mode: 0o755 })
  const child = spawn(process.execPath, [bin, 'sandbox', '--open', '--provider', 'inqud'], {
    cwd: folder,
    env: { PATH: process.env.PATH, BROWSER: browser },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    let said = ''
    child.stdout.on('data', (chunk) => (said += String(chunk)))
    await expect.poll(() => existsSync(opened)).toBe(true)
    await expect.poll(() => readFileSync(opened, 'utf8')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    expect(said).toContain(readFileSync(opened, 'utf8'))
  } finally {
    child.kill()
  }
})
