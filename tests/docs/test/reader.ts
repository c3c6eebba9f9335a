import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { findK6 } from '@countersign/tools-k6'
import { afterAll, expect } from 'vitest'
import { root } from './pages.js'

const require = createRequire(import.meta.url)
const running: ChildProcess[] = []
afterAll(() => {
  for (const child of running) if (child.pid && child.exitCode === null) process.kill(-child.pid)
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
  const postman = createRequire(`${root}tests/generated/package.json`).resolve('postman-cli/package.json')
  add('postman', `exec '${process.execPath}' '${join(dirname(postman), require(postman).bin.postman)}' "$@"`)
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

/** The ports that pages name. */
const NAMED = ['8080', '8081', '8082', '8083', '8084', '8085', '8086', '8087', '8090', '8787', '8788']

/** The port of a page → one that is free here; ten in a row, since the sandbox takes one after the other. */
async function freePorts(): Promise<ReadonlyMap<string, string>> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000)
    const ports = NAMED.map((_, n) => first + n)
    if ((await Promise.all(ports.map(isFree))).every(Boolean))
      return new Map(NAMED.map((port, n) => [port, String(ports[n])]))
  }
}

export interface Ran {
  readonly output: string
  readonly status: number
}

/** Runs a command of a page; one that ends with ` &` until it says that it listens. */
export interface Reader {
  (command: string): Promise<Ran>
  /** The same, and the command must end well. @returns what it prints */
  succeeds(command: string): Promise<string>
  /** A text with the ports of this run in it. */
  moved(text: string): string
  readonly cwd: string
  readonly home: string
}

/** What a program that runs until it is stopped says last of all when it has started. */
const HAS_STARTED = /Ctrl-C stops it\.|"url":|"ready":/

/** A reader's folder, in which commands of a page run at free ports. */
export async function folder(): Promise<Reader> {
  const base = mkdtempSync(join(tmpdir(), 'countersign-docs-'))
  const [cwd, home] = [join(base, 'folder'), join(base, 'home')]
  mkdirSync(cwd)
  mkdirSync(home)
  const ports = await freePorts()
  const back = new Map([...ports].map(([theirs, ours]) => [ours, theirs]))
  const env = {
    PATH: [programs(), process.env.PATH].join(delimiter),
    HOME: home,
    NO_COLOR: '1',
    K6_NO_USAGE_REPORT: 'true',
  }
  // The ports that are taken if none is named.
  const named = (command: string) =>
    command.includes('--listen')
      ? command
      : command
          .replace(/\bcountersign gateway\b/, '$& --listen 127.0.0.1:8788')
          .replace(/\bcountersign tokens\b/, '$& --listen 127.0.0.1:8787')
  const moved = (text: string) => text.replace(/\b8\d{3}\b/g, (port) => ports.get(port) ?? port)
  const shown = (output: string) => output.replace(/\b[23]\d{4}\b/g, (port) => back.get(port) ?? port)

  const run = (command: string) =>
    new Promise<Ran>((resolve) => {
      const child = execFile(
        'bash',
        ['--norc', '-c', `exec 2>&1\n${moved(named(command))}`],
        { cwd, env },
        (_e, output) => resolve({ output: shown(output), status: child.exitCode ?? -1 }),
      )
    })
  const start = (command: string) =>
    new Promise<Ran>((resolve) => {
      const line = `exec 2>&1; ${moved(named(command.replace(/ &$/, '')))}`
      const child = spawn('bash', ['--norc', '-c', line], { cwd, env, detached: true })
      running.push(child)
      let output = ''
      child.on('close', (status) => resolve({ output: shown(output), status: status ?? -1 }))
      child.stdout.on('data', (chunk) => {
        output += chunk
        if (HAS_STARTED.test(output)) resolve({ output: shown(output), status: 0 })
      })
    })
  const reader = (command: string) => (command.endsWith(' &') ? start(command) : run(command))
  const succeeds = async (command: string) => {
    const { output, status } = await reader(command)
    expect(status, `$ ${command}\n${output}`).toBe(0)
    return output
  }
  return Object.assign(reader, { succeeds, moved, cwd, home })
}
