/**
 * Recipes of docs/gateway.md are typed in bash.
 * @module-tag posix
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bin, emptyFolder } from './run.js'

const page = readFileSync(new URL('../../../docs/gateway.md', import.meta.url), 'utf8')
const run = promisify(execFile)
const { PATH = '', HOME = '' } = process.env
let sandbox: Sandbox
let gateway: ChildProcess
let url = ''

beforeAll(async () => {
  sandbox = await startSandbox({ providers: ['inqud'] })
  const words = [bin, 'gateway', '--json', '--listen', '127.0.0.1:0', '--provider', 'inqud']
  gateway = spawn(process.execPath, [...words, '--to', sandbox.origins.inqud ?? ''], {
    env: { PATH, ...sandbox.env },
    cwd: emptyFolder(),
  })
  const [line] = await once(gateway.stdout as NonNullable<ChildProcess['stdout']>, 'data')
  url = JSON.parse(String(line)).url
})
afterAll(async () => {
  gateway.kill()
  await sandbox.close()
})

/** The first command of the page, at the address of this run. */
const first = () => /^curl .*$/m.exec(page)?.[0]?.replaceAll('http://127.0.0.1:8788', url) ?? ''

/** The block below a heading in bold, at the address of this run. */
function recipe(heading: string, language: string): string {
  const [, after = ''] = page.split(`**${heading}**`)
  const block = new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(after)?.[1]
  if (block === undefined) throw new Error(`docs/gateway.md has no ${heading} in ${language}`)
  return block.replaceAll('http://127.0.0.1:8788', url)
}

async function has(program: string, args: readonly string[]): Promise<boolean> {
  return run(program, args).then(
    () => true,
    () => false,
  )
}

const in_ = (file: string, text: string) => {
  const path = join(emptyFolder(), file)
  writeFileSync(path, text)
  return path
}

/** Python, requests: HTTPie asks for an environment of its own, made in the long tests. */
async function python(): Promise<string | undefined> {
  if (await has('python3', ['-c', 'import requests'])) return 'python3'
  return process.env.MODE === 'long' ? `${await environment()}/bin/python` : undefined
}

let made: Promise<string> | undefined
function environment(): Promise<string> {
  made ??= (async () => {
    const folder = emptyFolder()
    await run('python3', ['-m', 'venv', folder])
    await run(`${folder}/bin/pip`, ['install', '--quiet', 'httpie==3.2.4', 'requests'])
    return folder
  })()
  return made
}

const CLIENTS: readonly [string, string, () => Promise<readonly [string, ...string[]] | undefined>][] = [
  ['curl, first of all', 'sh', async () => ['bash', '-c', first()]],
  ['curl', 'sh', async () => ['bash', '-c', recipe('curl', 'sh')]],
  [
    'HTTPie',
    'sh',
    async () => {
      const bare = await has('http', ['--version'])
      if (!bare && process.env.MODE !== 'long') return undefined
      const command = recipe('HTTPie', 'sh')
      return ['bash', '-c', bare ? command : `${await environment()}/bin/${command}`]
    },
  ],
  [
    'Python, requests',
    'python',
    async () => {
      const program = await python()
      return program ? [program, in_('payout.py', recipe('Python, requests', 'python'))] : undefined
    },
  ],
  [
    'Java, HttpClient',
    'java',
    async () =>
      (await has('java', ['--version']))
        ? ['java', in_('Payout.java', recipe('Java, HttpClient', 'java'))]
        : undefined,
  ],
  [
    'Go',
    'go',
    async () =>
      (await has('go', ['version'])) ? ['go', 'run', in_('payout.go', recipe('Go', 'go'))] : undefined,
  ],
]

it.each(CLIENTS)('%s, as docs/gateway.md has it, is signed', async (name, _language, command) => {
  const words = await command()
  if (!words) return console.log(`skipped: ${name} is not on this machine`)
  const [program, ...args] = words
  // The caller's environment has no credential.
  const { stdout } = await run(program, args, { env: { PATH, HOME } })
  expect(stdout).toMatch(/ok['"]?\s*: ?[Tt]rue/)
  expect(stdout).toContain('hmac')
})

it('an .http file and OpenAPI’s servers name the same address', () => {
  expect(recipe('An `.http` file', 'http')).toContain(`POST ${url}/inqud/v1/payout`)
  expect(recipe('OpenAPI', 'yaml')).toContain(`url: ${url}/inqud`)
})
