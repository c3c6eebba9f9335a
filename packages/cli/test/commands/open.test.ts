import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyFolder, run } from '../run.js'

const BODY = '{"name":"Zoë"}'
let sandbox: Sandbox
let other: Sandbox
let sealed: string
beforeAll(async () => {
  const options = { providers: ['mastercard'], mastercard: { mutualTls: false } } as const
  ;[sandbox, other] = await Promise.all([startSandbox(options), startSandbox(options)])
  const at = `${sandbox.origins.mastercard}/x`
  const { json } = await run(['sign', 'POST', at, '--body', BODY, '--json'], { env: sandbox.env })
  const body = Buffer.from(json.bodyBase64, 'base64')
  sealed = await (
    await fetch(at, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
  ).text()
})
afterAll(() => Promise.all([sandbox.close(), other.close()]))

const file = (content: string | Uint8Array, name = 'response') => {
  const path = join(emptyFolder(), name)
  writeFileSync(path, content)
  return path
}
const open = (args: readonly string[], input?: string, env = sandbox.env) =>
  run(['open', ...args], { env, ...(input !== undefined && { input }) })

const gzipped = (header: string) =>
  Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${header}\r\n`), gzipSync(sealed)])

const har = (...texts: string[]) =>
  JSON.stringify({
    log: {
      entries: texts.map((text) => ({
        request: { method: 'POST', url: 'https://sandbox.api.mastercard.com/x', headers: [] },
        response: { status: 200, headers: [], content: { text, mimeType: 'application/json' } },
      })),
    },
  })

describe('countersign open', () => {
  it('needs the decryption key only, by its text or its file', async () => {
    const { MASTERCARD_DECRYPTION_KEY: key = '' } = sandbox.env
    expect((await open([], sealed, { MASTERCARD_DECRYPTION_KEY: key })).status).toBe(0)
    const env = { MASTERCARD_DECRYPTION_KEY_FILE: file(key, 'key.pem') }
    expect((await open([], sealed, env)).json).toMatchObject({ ok: true })
    const none = await open([], sealed, {})
    expect([none.status, none.stderr]).toEqual([1, expect.stringContaining('MASTERCARD_')])
  })

  it('is given an encrypted response', () =>
    expect(Object.keys(JSON.parse(sealed))).toEqual(['encryptedData']))

  it.each<[string, () => Promise<{ json: unknown; stderr: string; status: number | null }>]>([
    ['a file', () => open([file(sealed)])],
    ['standard input', () => open([], sealed)],
    ['standard input by its name', () => open(['-'], sealed)],
    ['a named provider', () => open(['--provider', 'mastercard'], sealed)],
    [
      'a whole response',
      () => open([], `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n${sealed}`),
    ],
    [
      'the last of several heads',
      () =>
        open(
          [],
          `HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/2 200\r\ncontent-type: application/json\r\n\r\n${sealed}`,
        ),
    ],
    ['a gzipped body in a whole response', () => open([file(gzipped('Content-Encoding: gzip\r\n'))])],
    ['a gzipped body', () => open([file(gzipSync(sealed))])],
    ['a HAR', () => open([file(har('{"ok":true}', sealed), 'x.har')])],
    ['an entry of a HAR', () => open([file(har('{}', sealed), 'x.har'), '--entry', '2'])],
    ['a byte order mark and line ends around it', () => open([], `\ufeff${sealed}\r\n`)],
  ])('opens %s', async (_name, opened) => {
    const { json, stderr, status } = await opened()
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(json).toMatchObject({ ok: true, body: BODY })
  })

  it.each<[string, () => ReturnType<typeof open>, RegExp]>([
    [
      'the wrong key',
      () => open([], sealed, other.env),
      /MASTERCARD_DECRYPTION_KEY \(\w+\): its kid names another key, \w+/,
    ],
    [
      'no key',
      () => open([], sealed, { ...sandbox.env, MASTERCARD_DECRYPTION_KEY: '' }),
      /MASTERCARD_DECRYPTION_KEY is not set/,
    ],
    [
      'a key that is not one',
      () => open([], sealed, { ...sandbox.env, MASTERCARD_DECRYPTION_KEY: 'x' }),
      /MASTERCARD_DECRYPTION_KEY/,
    ],
    ['a changed response', () => open([], changed(sealed)), /open/i],
    ['a response that is cut off', () => open([], sealed.slice(0, -30)), /nothing to open|open/i],
    ['a response that is not encrypted', () => open([], '{"ok":true}'), /no response in it is encrypted/],
    ['an empty file', () => open([file('')]), /empty|no response/i],
    ['bytes', () => open([file(new Uint8Array([0, 255, 254, 128]))]), /./],
    ['no such file', () => open(['/nowhere/x']), /no file|\/nowhere\/x/],
    ['an entry that is not there', () => open([file(har(sealed), 'x.har'), '--entry', '3']), /3|entry/],
  ])('says what is wrong with %s', async (_name, opened, reason) => {
    const { status, text, stderr } = await opened()
    expect({ status, text }).toEqual({ status: 1, text: '' })
    expect(stderr).toMatch(reason)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).not.toMatch(/-----BEGIN|at .*\.js:/)
  })

  it.each([[['--provider', 'inqud']], [['--provider', 'stripe']], [['--entry', '0']]])(
    '%j is a wrong use',
    async (args) => expect((await open(args, sealed)).status).toBe(2),
  )
})

/** One letter of the ciphertext, in the middle of it. */
function changed(response: string): string {
  const parts = JSON.parse(response).encryptedData.split('.')
  const at = Math.floor(parts[3].length / 2)
  const letter = parts[3][at] === 'A' ? 'B' : 'A'
  parts[3] = parts[3].slice(0, at) + letter + parts[3].slice(at + 1)
  return JSON.stringify({ encryptedData: parts.join('.') })
}
