import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { consoleBlocks, pattern } from '../../../packages/cli/test/console.js'
import { startFull } from '../../hosts/insomnia/test/app.js'
import { TOOLS } from '../../hosts/postman/test/runners.js'
import { empty } from './own.js'

const page = readFileSync(new URL('../../../docs/writing-a-provider.md', import.meta.url), 'utf8')
const running: ChildProcess[] = []
afterAll(() => {
  for (const child of running) if (child.pid) process.kill(-child.pid)
})

/** An empty folder, with the installed command line on the PATH. */
const cwd = empty('page')
symlinkSync(join(inject('installed'), 'node_modules'), join(cwd, 'node_modules'))
const bin = join(cwd, '.tools')
mkdirSync(bin)
symlinkSync(TOOLS.newman.bin, join(bin, 'newman'))
if (inject('k6')) symlinkSync(inject('k6'), join(bin, 'k6'))

// The version of a tool that npx would fetch is that of this repository.
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's
const PRELUDE = 'npx() { local name="${1%@*}"; shift; "$name" "$@"; }; '
const PATH = [bin, join(cwd, 'node_modules', '.bin'), process.env.PATH].join(':')
const env = { PATH, HOME: cwd, TMPDIR: process.env.TMPDIR, NO_COLOR: '1', K6_NO_USAGE_REPORT: 'true' }

const THEIR_PORT = '8080'
const port = await freePort()

function freePort(): Promise<string> {
  const server = createServer()
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(String(port)))
    }),
  )
}

interface Ran {
  readonly output: string
  readonly status: number
}

function run(command: string): Promise<Ran> {
  const script = `exec 2>&1\n${PRELUDE}${command.replaceAll(THEIR_PORT, port)}`
  return new Promise((resolve) => {
    const child = execFile('bash', ['--norc', '-c', script], { cwd, env }, (_error, stdout) =>
      resolve({ output: stdout.replaceAll(port, THEIR_PORT), status: child.exitCode ?? -1 }),
    )
  })
}

/** Starts what runs until it is ended. @returns what it says at first */
function start(command: string): Promise<Ran> {
  const script = `exec 2>&1\n${PRELUDE}${command.replace(/ &$/, '').replaceAll(THEIR_PORT, port)}`
  const child = spawn('bash', ['--norc', '-c', script], { cwd, env, detached: true })
  running.push(child)
  let output = ''
  return new Promise((resolve) => {
    const done = () => resolve({ output: output.replaceAll(port, THEIR_PORT), status: child.exitCode ?? 0 })
    child.on('close', done)
    child.stdout.on('data', (chunk) => {
      output += chunk
      if (output.includes('Ctrl-C stops it.\n')) done()
    })
  })
}

/** The page in its order: files to write, and commands with what they print. */
const parts = [...page.matchAll(/^```(ts|console)\n([\s\S]*?)^```$/gm)].map(([block, kind, text = '']) => ({
  file: kind === 'ts' ? /^\/\/ (\S+)\n/.exec(text)?.[1] : undefined,
  text,
  commands: kind === 'ts' ? [] : consoleBlocks(block),
}))

describe('docs/writing-a-provider.md', () => {
  it('is a session that goes as it says, with the packed command line alone', async () => {
    for (const part of parts) {
      if (part.file) writeFileSync(join(cwd, part.file), part.text.replace(/^.*\n/, ''))
      for (const { command, output } of part.commands) await follows(command, output)
    }
  })

  it('has a plugin that signs in Insomnia, from the folder that it copies it to', async () => {
    const app = await startFull(join(cwd, '.config', 'Insomnia'))
    const environment = Object.fromEntries(
      readFileSync(join(cwd, 'sandbox.env'), 'utf8')
        .split('\n')
        .flatMap((line) => (/^(\w+)=(.*)$/.exec(line) ? [[RegExp.$1, RegExp.$2]] : [])),
    )
    const url = `http://127.0.0.1:${port}/v1/things`
    const { response } = await app.send({ environment, request: { _id: 'req_1', url } })
    app.close()
    expect(response?.statusCode).toBe(200)
  })
})

async function follows(command: string, expected: readonly string[]): Promise<void> {
  if (command.includes('k6 run') && !inject('k6')) return
  const { output, status } = await (command.endsWith(' &') ? start(command) : run(command))
  const whole = output === '' || output.endsWith('\n') ? output : `${output}\n`
  expect(whole, `$ ${command}`).toMatch(pattern(expected))
  expect(status, `$ ${command}\n${output}`).toBe(0)
}
