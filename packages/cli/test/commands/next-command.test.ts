import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bin, emptyFolder, run } from '../run.js'

const INQUD = { INQUD_TOKEN_ID: 'TKN-6c1296b8-6929', INQUD_TOKEN_SECRET: 'dBajIp3wHnw5euxohPiZvsCEorG3' }
const AWS = 'id: store\nscheme: aws-sigv4\nhosts: [api.acme.com]\n'
const STORE = { STORE_ACCESS_KEY_ID: 'AKID', STORE_REGION: 'r', STORE_SERVICE: 's' }

// Names that a shell would take apart.
const [SETTINGS, SENT, USE] = ['my settings.env', "it's $HOME.http", 'a (b).yaml']

/** Types a line in `sh`, in a folder, with `countersign` on the PATH. */
function pasted(line: string, cwd: string): string {
  const path = join(cwd, 'bin')
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, 'countersign'), `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`, {
    mode: 0o755,
  })
  return execFileSync('sh', ['-c', line], {
    cwd,
    env: { PATH: `${path}:${process.env.PATH}` },
    encoding: 'utf8',
  })
}

/** A request as raw HTTP that somebody signed with other settings. */
async function sentBy(url: string, env: Record<string, string>, args: readonly string[], cwd: string) {
  const { json } = await run(['sign', 'POST', url, '--json', ...args], { env, cwd })
  const { host, pathname, search } = new URL(url)
  const headers = (json.headers as [string, string][])
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
  return `POST ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\n${headers}Content-Length: 0\r\n\r\n`
}

async function refusing() {
  const server = createServer((_request, response) => response.writeHead(401).end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, port: (server.address() as AddressInfo).port }
}

const dotenv = (env: object) =>
  Object.entries(env)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')

describe('a command that is printed runs as it is printed', { tags: ['posix'] }, () => {
  it.each([
    ['a provider of ours', 'https://api.inqud.com/v1/x?b=2', INQUD, 'INQUD_TOKEN_SECRET', ''],
    ['a standard', 'https://api.acme.com/v1/x?b=2', STORE, 'STORE_SECRET_ACCESS_KEY', AWS],
  ])('verify, of %s: the steps of that request', async (_name, url, settings, secret, definition) => {
    const cwd = emptyFolder()
    if (definition) writeFileSync(join(cwd, USE), definition)
    const use = definition ? ['--use', USE] : []
    const signed = await sentBy(url, { ...settings, [secret]: 'another-secret-0123' }, use, cwd)
    writeFileSync(join(cwd, SENT), `GET https://other.test/ HTTP/1.1\r\n\r\n###\n${signed}`)
    writeFileSync(join(cwd, SETTINGS), dotenv({ [secret]: 'the-right-secret-0123', ...settings }))

    const { text } = await run(['verify', SENT, '--dotenv', SETTINGS, ...use], { cwd })
    const next = /^ {4}(countersign explain .*)$/m.exec(text)?.[1] ?? ''
    expect(next).toContain('--entry 2')
    const [, expected] = /was sent, expected ([0-9a-f]{8})…/.exec(text) ?? []
    expect(pasted(next, cwd)).toMatch(new RegExp(`^ *signature *${expected}`, 'm'))
  })

  it('verify, of a provider without settings: it asks for them', async () => {
    const cwd = emptyFolder()
    const { text } = await run(['verify'], { input: 'GET https://api.inqud.com/x HTTP/1.1\n\n', cwd })
    const [, next = ''] = /\.env file: (.*)$/m.exec(text) ?? []
    expect(pasted(`echo INQUD_TOKEN_ID=TKN-1234 | ${next} || true`, cwd)).not.toContain('error')
    expect(next).toBe('countersign init inqud')
  })

  it('send, of a request that is refused', async () => {
    const { server, port } = await refusing()
    const cwd = emptyFolder()
    const env = { ...INQUD, INQUD_HOSTS: '127.0.0.1' }
    writeFileSync(join(cwd, SETTINGS), dotenv(env), { mode: 0o644 })
    const words = [
      'POST',
      `http://127.0.0.1:${port}/v1/x?a=1&b=2`,
      '--body',
      '{"a":"it\'s $5"}',
      '--dotenv',
      SETTINGS,
    ]
    const { stderr } = await run(['send', ...words, '--include', '--timeout', '9'], { cwd })
    server.close()
    const [, next = ''] = /^ {2}(countersign explain .*)$/m.exec(stderr) ?? []
    expect(pasted(next, cwd)).toContain('{"a":"it\'s $5"}')
    const [, chmod = ''] = /: (chmod 600 .*)$/m.exec(stderr) ?? []
    pasted(chmod, cwd)
    expect(statSync(join(cwd, SETTINGS)).mode & 0o777).toBe(0o600)
  })

  it('send, with a secret among its words: nothing is printed that would not run', async () => {
    const { server, port } = await refusing()
    const set = Object.entries({ ...INQUD, INQUD_HOSTS: '127.0.0.1' }).flatMap(([name, value]) => [
      '--set',
      `${name}=${value}`,
    ])
    const { stderr } = await run(['send', 'GET', `http://127.0.0.1:${port}/v1/x`, ...set])
    server.close()
    expect(stderr).toContain('`countersign explain` with the same arguments')
  })
})

describe('explain --from', () => {
  const input = 'POST https://api.inqud.com/x HTTP/1.1\nX-Salt: 00ff\n\n{}'
  it('takes clock and nonce of the request, unless they are given', async () => {
    const env = INQUD
    const of = async (...more: string[]) =>
      (await run(['explain', '--from', '-', ...more], { env, input })).text
    expect(await of()).toMatch(/^ {2}salt +00ff$/m)
    const other = 'ab'.repeat(32)
    expect(await of('--nonce', other)).toMatch(new RegExp(`^ {2}salt +${other}$`, 'm'))
  })

  it.each([
    [[], /Give METHOD and URL, or a request that was sent: --from FILE\. See --help/],
    [['GET', 'https://api.inqud.com/x', '--from', '-'], /leave out METHOD, URL, -H and --body/],
    [['--from', '-', '--body', '{}'], /leave out METHOD, URL, -H and --body/],
  ])('%j: says how it is meant', async (args, message) => {
    expect(await run(['explain', ...args], { env: INQUD, input })).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(message),
    })
  })

  it('says that the body is not in the file', async () => {
    const verbose = '> POST /x HTTP/1.1\n> Host: api.inqud.com\n> Content-Length: 2\n> \n'
    const { stderr } = await run(['explain', '--from', '-'], { env: INQUD, input: verbose })
    expect(stderr).toContain('The body is not in standard input: curl -v shows no body')
  })

  it('says which of several', async () => {
    const { status, stderr } = await run(['explain', '--from', '-'], {
      env: INQUD,
      input: `${input}\n###\n${input}`,
    })
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/holds 2 requests\. Say which one: --entry NUMBER/),
    ])
  })
})
