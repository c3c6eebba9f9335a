import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { createWriteStream, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bin } from '../run.js'

const folder = mkdtempSync(join(tmpdir(), 'countersign-test-'))
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const env = {
  PATH: process.env.PATH ?? '',
  INQUD_TOKEN_ID: 'TKN-1',
  INQUD_TOKEN_SECRET: 's'.repeat(64),
  MASTERCARD_ENCRYPTION_CERTIFICATE: String(publicKey.export({ type: 'spki', format: 'pem' })),
  MASTERCARD_DECRYPTION_KEY: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
}

interface Ran {
  readonly status: number | null
  readonly text: string
}

/** The real program with little memory: what is read must not be there many times over. */
function run(args: readonly string[], megabytes = 512): Promise<Ran> {
  const child = spawn(process.execPath, [`--max-old-space-size=${megabytes}`, bin, ...args], {
    env,
    cwd: folder,
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
  }
  child.stdin.end()
  return new Promise((resolve) => {
    child.on('close', (status) => resolve({ status, text }))
  })
}

let files = 0
function file(content: string | Uint8Array): string {
  const path = join(folder, `file-${files++}`)
  writeFileSync(path, content)
  return path
}

const REQUEST = 'POST https://api.inqud.com/v1/x HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{"a":1}'

describe.each(['verify', 'open'])('%s', (command) => {
  it.each<[string, () => string]>([
    ['nothing', () => file('')],
    ['white space', () => file(' \r\n\t\n')],
    ['bytes', () => file(Uint8Array.from({ length: 5000 }, (_, at) => (at * 37) % 256))],
    ['a gzip file of bytes', () => file(gzipSync(Uint8Array.from([0, 255, 1, 254])))],
    ['a gzip file that is cut off', () => file(gzipSync(REQUEST.repeat(50)).subarray(0, 60))],
    ['a HAR that is cut off', () => file('{"log":{"entries":[{"request":{"method":"POST"')],
    ['a HAR of nothing', () => file('{"log":{"entries":[]}}')],
    ['JSON that is not a HAR', () => file('[1,2,3]')],
    ['a folder', () => folder],
    ['no file', () => join(folder, 'nowhere')],
    ['a deep text', () => file('['.repeat(100_000))],
  ])('says in a line what is wrong with %s', async (_name, path) => {
    const { status, text } = await run([command, path()])
    expect(status).toBe(1)
    expect(text.trim()).toMatch(/^countersign: \S.{10,300}$/)
    expect(text).not.toContain('    at ')
  })
})

describe('verify', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ['a gzip file of a request', gzipSync(REQUEST), /not signed|X-HMAC-SHA256-Signature|X-Salt/i],
    ['a HAR without bodies', har({}), /body|X-Salt|X-HMAC/i],
    [
      'a HAR with a base64 body',
      har({ encoding: 'base64', text: Buffer.from('{"a":1}').toString('base64') }),
      /X-HMAC|X-Salt|signed/i,
    ],
    [
      'HTTP/2 pseudo headers',
      ':method: POST\n:scheme: https\n:authority: api.inqud.com\n:path: /x\n\n{}',
      /X-HMAC|X-Salt|signed/i,
    ],
    [
      'several Authorization headers',
      REQUEST.replace('\r\n', '\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n'),
      /X-HMAC|X-Salt|signed/i,
    ],
    ['LF only', REQUEST.replaceAll('\r\n', '\n'), /X-HMAC|X-Salt|signed/i],
    [
      'a chunked body',
      REQUEST.replace('{"a":1}', '7\r\n{"a":1}\r\n0\r\n\r\n').replace(
        '\r\n',
        '\r\nTransfer-Encoding: chunked\r\n',
      ),
      /X-HMAC|X-Salt|signed/i,
    ],
    [
      "curl with $'…'",
      "curl https://api.inqud.com/x -H $'X-Salt: a' --data-raw $'{\\'a\\':\\u0041}'",
      /X-HMAC|signed/i,
    ],
    ['curl with --data-raw @', 'curl https://api.inqud.com/x --data-raw @body.json', /X-HMAC|X-Salt|signed/i],
  ])('says what is wrong with %s', async (_name, content, says) => {
    const { status, text } = await run(['verify', file(content)])
    expect(status).toBe(1)
    expect(text).toMatch(says)
    expect(text).not.toContain('    at ')
  })

  it('names the provider none of whose settings are there, and counts a request of nobody as neither', async () => {
    const path = file(
      `GET https://api.sendpayments.com/x HTTP/1.1\r\n\r\n\r\n###\r\nGET https://example.com/ HTTP/1.1\r\n\r\n`,
    )
    const { text } = await run(['verify', path])
    expect(text).toMatch(/Send Payments, which has no settings; it takes SENDPAYMENTS_CLIENT_ID/)
    expect(text).toMatch(/no provider claims the host example\.com/)
  })

  it('reads a request of 100 MB in bounded memory, and refuses more requests than it reads at once', async () => {
    const [one, many] = [join(folder, 'one'), join(folder, 'many')]
    await written(one, [REQUEST.slice(0, -7), ...Array(100).fill('x'.repeat(2 ** 20))])
    await written(many, Array(11).fill(`${REQUEST}\r\n###\r\n`.repeat(1000)))
    const [first, second] = await Promise.all([run(['verify', one], 256), run(['verify', many], 512)])
    expect(first).toMatchObject({ status: 1, text: expect.stringContaining('X-HMAC-SHA256-Signature') })
    expect(second).toEqual({
      status: 1,
      text: expect.stringMatching(
        /^countersign: .*more than 10,000 requests, too many at once\. Split it\.\n$/,
      ),
    })
  }, 60_000)
})

function har(postData: object): string {
  const request = { method: 'POST', url: 'https://api.inqud.com/x', headers: [], bodySize: 7, postData }
  return JSON.stringify({
    log: { entries: [{ startedDateTime: '2026-01-01T00:00:00Z', request, response: {} }] },
  })
}

async function written(path: string, parts: readonly string[]): Promise<void> {
  const stream = createWriteStream(path)
  for (const part of parts) {
    if (!stream.write(part)) await new Promise((resolve) => stream.once('drain', resolve))
  }
  await new Promise((resolve) => stream.end(resolve))
}
