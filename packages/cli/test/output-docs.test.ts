import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ENVIRONMENT, EXIT_STATUSES } from '../src/help/facts.js'
import { makeProgram } from '../src/program.js'
import { consoleBlocks, pattern } from './console.js'
import { has } from './has.js'
import { bin, emptyFolder } from './run.js'

const page = readFileSync(new URL('../../../docs/command-line.md', import.meta.url), 'utf8')
const cwd = emptyFolder()
const { PATH = '' } = process.env
// As it is installed: a link of that name.
const link = join(emptyFolder(), 'countersign')
if (process.platform !== 'win32') symlinkSync(bin, link)
const env = { PATH, HOME: cwd, NODE: process.execPath, BIN: link }
const running: ChildProcess[] = []
// The document's addresses → those of this run, since its ports may be taken.
const addresses = new Map<string, string>()

afterAll(() => {
  for (const child of running) child.kill()
})

const replaced = (text: string, pairs: Iterable<readonly [string, string]>) =>
  [...pairs].reduce((sum, [from, to]) => sum.replaceAll(from, to), text)
const swapped = () => [...addresses].map(([ours, theirs]) => [theirs, ours] as const)

const PRELUDE = 'countersign() { "$NODE" "$BIN" "$@"; }; '

/** Runs a command as bash would, after one that ended with a status. */
function runInBash(command: string, before: number): Promise<{ output: string; status: number }> {
  const script = `${PRELUDE}(exit ${before})\n${replaced(command, addresses)}`
  return new Promise((resolve) => {
    const child = execFile('bash', ['--norc', '-c', `exec 2>&1\n${script}`], { cwd, env }, (_error, stdout) =>
      resolve({ output: replaced(stdout, swapped()), status: child.exitCode ?? -1 }),
    )
  })
}

const LISTENS = /https?:\/\/[\d.]+:\d+/g

/** Starts a command that runs until it is ended, at free ports. @returns what it says at first */
function start(command: string, expected: readonly string[]): Promise<string> {
  const words = command
    .replace(/ &$/, '')
    .replace(/ --port \d+/, '')
    .replace(/(--listen [\d.]+):\d+/, '$1:0')
  const child = spawn(process.execPath, [link, ...words.split(' ').slice(1)], { cwd, env })
  running.push(child)
  let said = ''
  return new Promise((resolve) => {
    child.on('close', () => resolve(said))
    child.stdout.on('data', (chunk) => {
      said += chunk
      if (!said.includes('Ctrl-C stops it.')) return
      const theirs = [...new Set(expected.join('\n').match(LISTENS))]
      const ours = [...new Set(said.match(LISTENS))]
      theirs.forEach((address, n) => void addresses.set(hostOf(address), hostOf(ours[n] ?? '')))
      resolve(replaced(said, swapped()))
    })
  })
}

const hostOf = (url: string) => url.replace(/^https?:\/\//, '')

describe('docs/command-line.md', () => {
  it.skipIf(!has('bash'))('shows what its commands really print', async () => {
    const shown = consoleBlocks(page)
    expect(shown.length).toBeGreaterThan(15)
    let status = 0
    for (const { command, output } of shown) {
      if (command.endsWith(' &')) {
        expect(await start(command, output), command).toMatch(pattern(output))
        continue
      }
      const ran = await runInBash(command, status)
      expect(ran.output.replace(/(?<!\n)$/, '\n').replace(/^\n$/, ''), command).toMatch(pattern(output))
      status = ran.status
    }
  })

  it('has a section and an example of each command', () => {
    const commands = makeProgram({ ...process }, { status: 0 }).commands.map((command) => command.name())
    const sections = [...page.matchAll(/^## ([a-z]+):/gm)].map(([, name]) => name as string)
    expect(sections.toSorted()).toEqual(commands.toSorted())
    const used = consoleBlocks(page).map(({ command }) => command)
    for (const name of commands)
      expect(
        used.some((command) => new RegExp(`countersign ${name}\\b`).test(command)),
        name,
      ).toBe(true)
  })

  it('says what --help says of statuses and variables', () => {
    const flat = page.replace(/`/g, '')
    for (const [status, meaning] of EXIT_STATUSES) expect(flat).toContain(`| ${status} | ${meaning} |`)
    for (const [name] of ENVIRONMENT) expect(page).toContain(`\`${name}`)
  })

  it('names only options that there are', () => {
    const known = makeProgram({ ...process }, { status: 0 }).commands.flatMap((command) =>
      command.options.map(({ long }) => long),
    )
    for (const [option] of page.matchAll(/(?<=[\s`])--[a-z][a-z-]+/g))
      expect([...known, '--help']).toContain(option)
  })
})
