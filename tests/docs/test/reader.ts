import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { findK6 } from '@countersign/tools-k6'
import { afterAll } from 'vitest'
import { root } from './pages.js'

const require = createRequire(import.meta.url)
const running: ChildProcess[] = []
afterAll(() => {
  for (const child of running) if (child.pid) process.kill(-child.pid)
})

/** A folder of programs: ours as it is installed, and the real tools, which `npx` would fetch. */
function programs(): string {
  const bin = mkdtempSync(join(tmpdir(), 'countersign-docs-bin-'))
  const add = (name: string, line: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${line}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  add('countersign', `exec '${process.execPath}' '${root}packages/cli/bin/countersign.js' "$@"`)
  add('newman', `exec '${process.execPath}' '${require.resolve('newman/bin/newman.js')}' "$@"`)
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's
  add('npx', '[ "$1" = -y ] && shift; name="${1%@*}"; shift; exec "$name" "$@"')
  const k6 = findK6()
  if (k6) add('k6', `exec '${k6}' "$@"`)
  return bin
}

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const server = createServer().once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

/** The first of ten ports in a row that are free. */
async function freePorts(): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000)
    const all = await Promise.all(Array.from({ length: 10 }, (_, n) => isFree(first + n)))
    if (all.every(Boolean)) return first
  }
}

/** A reader's folder, in which commands of a page run at free ports. */
export async function folder() {
  const cwd = mkdtempSync(join(tmpdir(), 'countersign-docs-'))
  mkdirSync(join(cwd, 'home'))
  const first = await freePorts()
  const env = {
    PATH: [programs(), process.env.PATH].join(delimiter),
    HOME: join(cwd, 'home'),
    NO_COLOR: '1',
    K6_NO_USAGE_REPORT: 'true',
  }
  const moved = (command: string) =>
    command
      .replace(/\b808([0-8])\b/g, (_, n) => String(first + Number(n)))
      .replace(/\b8788\b/g, String(first + 9))
      .replace('countersign gateway', `countersign gateway --listen 127.0.0.1:${first + 9}`)

  const run = (command: string) =>
    new Promise<{ output: string; status: number }>((resolve) => {
      const child = execFile(
        'bash',
        ['--norc', '-c', `exec 2>&1\n${moved(command)}`],
        { cwd, env },
        (_e, output) => resolve({ output, status: child.exitCode ?? -1 }),
      )
    })
  const start = (command: string) =>
    new Promise<{ output: string; status: number }>((resolve) => {
      const line = `exec 2>&1; ${moved(command.replace(/ &$/, ''))}`
      const child = spawn('bash', ['--norc', '-c', line], { cwd, env, detached: true })
      running.push(child)
      let output = ''
      child.on('close', (status) => resolve({ output, status: status ?? -1 }))
      child.stdout.on('data', (chunk) => {
        output += chunk
        if (output.includes('Ctrl-C stops it.')) resolve({ output, status: 0 })
      })
    })
  return (command: string) => (command.endsWith(' &') ? start(command) : run(command))
}
