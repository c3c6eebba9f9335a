import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { startSandbox } from '@countersign/sandbox'
import { parse } from 'dotenv'
import { describe, expect, it } from 'vitest'
import { hasPty, inPty } from './pty.js'
import { emptyFolder, run, runProcess } from './run.js'

const secret = randomBytes(24).toString('base64url')
const INQUD = { INQUD_TOKEN_ID: 'TKN-1', INQUD_TOKEN_SECRET: secret }
const EXPLAIN = ['explain', 'GET', 'https://api.inqud.com/v1/things']
const ESCAPE = '\u001b['

describe('colours', () => {
  it('are not in a pipe', async () => {
    const { status, text } = await runProcess(EXPLAIN, { env: INQUD })
    expect(status).toBe(0)
    expect(text).not.toContain(ESCAPE)
    expect((await run(['doctor'], { env: INQUD })).text).not.toContain(ESCAPE)
    expect((await run(['--help'])).text).not.toContain(ESCAPE)
    expect((await run(['nonsense'])).stderr).not.toContain(ESCAPE)
  })

  it('are in a pipe if they are asked for', async () => {
    expect((await runProcess(EXPLAIN, { env: { ...INQUD, FORCE_COLOR: '1' } })).text).toContain(ESCAPE)
  })

  it.skipIf(!hasPty)('are on a terminal', async () => {
    const { status, shown } = await inPty(EXPLAIN, { env: INQUD })
    expect(status).toBe(0)
    expect(shown).toContain(`${ESCAPE}1mWhat would be sent:`)
    expect((await inPty(['doctor'], { env: INQUD })).shown).toContain(`${ESCAPE}32mok  `)
    expect((await inPty(['--help'])).shown).toContain(`${ESCAPE}1mCommands:`)
    expect((await inPty(['sign', 'GET', 'https://a.example/'])).shown).toContain(`${ESCAPE}1mcountersign:`)
  })

  it.skipIf(!hasPty)('are not on a terminal with NO_COLOR, nor on a dumb one', async () => {
    for (const env of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
      for (const args of [EXPLAIN, ['doctor'], ['--help'], ['sign', 'GET', 'https://a.example/']]) {
        expect((await inPty(args, { env: { ...INQUD, ...env } })).shown).not.toContain(ESCAPE)
      }
    }
  })
})

describe('the spinner', () => {
  const served = async <T>(use: (url: string) => Promise<T>) => {
    const server = createServer((_request, response) => response.end('{"answer":1}'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    } finally {
      server.close()
    }
  }

  it.skipIf(!hasPty)('is on a terminal, and gone before the response', async () => {
    const { status, shown } = await served((url) => inPty(['send', 'GET', url, '--unsigned']))
    expect(status).toBe(0)
    const [, after = ''] = shown.split('Waiting for the response').slice(-2)
    expect(shown).toContain('Waiting for the response')
    expect(after).toContain('{"answer":1}')
    // The cursor is there again.
    expect(shown.lastIndexOf(`${ESCAPE}?25h`)).toBeGreaterThan(shown.lastIndexOf(`${ESCAPE}?25l`))
  })

  const files = emptyFolder()
  const many = Array.from({ length: 3000 }, (_, n) => `GET /${n} HTTP/1.1\r\nHost: a.example\r\n\r\n###\r\n`)
  writeFileSync(
    join(files, 'many.http'),
    `${many.join('')}GET / HTTP/1.1\r\nX: ${'x'.repeat(1 << 20)}\r\n\r\n`,
  )
  writeFileSync(join(files, 'one.http'), many[0] ?? '')
  const openapi = { openapi: '3.0.3', info: { title: 'x', version: '1' }, paths: {} }
  writeFileSync(
    join(files, 'api.json'),
    JSON.stringify({ ...openapi, paths: { '/x': { get: { responses: {} } } } }),
  )

  it.skipIf(!hasPty)('is there while a big file is verified, and not for a small one', async () => {
    expect((await inPty(['verify', 'many.http'], { cwd: files })).shown).toContain('Verifying many.http')
    expect((await inPty(['verify', 'one.http'], { cwd: files })).shown).not.toContain('Verifying')
  })

  it.skipIf(!hasPty)('is there while an OpenAPI file is read', async () => {
    const args = ['generate', 'k6', 'inqud', '--openapi', 'api.json', '--out', 'load', '--dry-run']
    const { status, shown } = await inPty(args, { cwd: files })
    expect({ status, shown }).toEqual({ status: 0, shown: expect.stringContaining('Reading api.json') })
  })

  it.skipIf(!hasPty)('is not if a machine watches', async () => {
    const { shown } = await inPty(['verify', 'many.http'], { cwd: files, env: { CI: 'true' } })
    expect(shown).not.toContain('Verifying')
  })

  it('is not in a pipe', async () => {
    const { text, stderr } = await served((url) => run(['send', 'GET', url, '--unsigned']))
    expect(text).toBe('{"answer":1}')
    expect(stderr).toBe('')
  })
})

describe.skipIf(!hasPty)('countersign init in a terminal', () => {
  it('hides a secret that is typed', async () => {
    const cwd = emptyFolder()
    const { status, shown } = await inPty(['init', 'inqud'], {
      cwd,
      typed: [
        ['INQUD_TOKEN_ID', 'TKN-7\r'],
        ['INQUD_TOKEN_SECRET', `${secret}\r`],
        ['INQUD_MODE', '\r'],
        ['INQUD_HOSTS', '\r'],
      ],
    })
    expect(status).toBe(0)
    expect(shown).toContain('TKN-7')
    expect(shown).not.toContain(secret)
    for (const part of [secret.slice(0, 6), secret.slice(-6)]) expect(shown).not.toContain(part)
    expect(parse(readFileSync(join(cwd, '.env')))).toMatchObject({ INQUD_TOKEN_SECRET: secret })
  })

  it('takes a PEM pasted whole or by its path, asks again for a wrong one, and loses nothing at Ctrl-C', async () => {
    const cwd = emptyFolder()
    const sandbox = await startSandbox({ providers: ['mastercard'] })
    const keys = sandbox.env
    await sandbox.close()
    const pem = (name: string) => `${keys[name]?.trim()}\n`
    writeFileSync(join(cwd, 'key.pem'), pem('MASTERCARD_DECRYPTION_KEY'))
    const { status, shown } = await inPty(['init', 'mastercard'], {
      cwd,
      typed: [
        ['the path of its file', 'nonsense\r'],
        ['is needed', ''],
        ['the path of its file', pem('MASTERCARD_ENCRYPTION_CERTIFICATE').replace(/\n/g, '\r')],
        ['MASTERCARD_KEY_ID', '\r'],
        ['the path of its file', 'key.pem\r'],
        ['MASTERCARD_DECRYPTION_KEY_PASSWORD', '\r'],
        ['the path of its file', '\u0003'],
      ],
    })
    expect([status, shown]).toEqual([1, expect.stringContaining('Stopped early')])
    const kept = parse(readFileSync(join(cwd, '.env')))
    expect(kept.MASTERCARD_DECRYPTION_KEY_FILE).toMatch(/key\.pem$/)
    expect(kept.MASTERCARD_ENCRYPTION_CERTIFICATE?.replace(/\\n/g, '\n').trim()).toBe(
      pem('MASTERCARD_ENCRYPTION_CERTIFICATE').trim(),
    )
  })

  it('writes nothing after Ctrl-C', async () => {
    const { status, shown } = await inPty(['init', 'inqud'], { typed: [['INQUD_TOKEN_ID', '\u0003']] })
    expect(status).toBe(1)
    expect(shown).toContain('Nothing is written')
  })
})
