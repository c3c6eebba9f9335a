import { createHmac } from 'node:crypto'
import { Readable, Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { main } from '../../src/main.js'
import { run } from '../run.js'

const KEY = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='
const SECRET = 'dBajIp3wHnw5euxohPiZvsCEorG3Fhl9gsHl1UIBlsImHjWRdSJdp4Gh6e3y2PNs'
const SEND = 'send-client-secret-7f3a91'
const env = {
  IMBURSE_PUBLIC_KEY: 'c6c1ba7d-9a6f-4e1c-8c43-6f1d9f0a2b11',
  IMBURSE_PRIVATE_KEY: KEY,
  INQUD_TOKEN_ID: 'TKN-6c1296b8-6929-443b-ac06-f732e0e27be1',
  INQUD_TOKEN_SECRET: SECRET,
  SENDPAYMENTS_CLIENT_ID: 'client-1',
  SENDPAYMENTS_CLIENT_SECRET: SEND,
}
const STRANGE = 'Strange-Value-Nobody-Knows-8841'
const secrets = [KEY, SECRET, SEND, STRANGE]

const IMBURSE = 'POST https://api.imbursepayments.com/v1/identity/hmac HTTP/1.1\n'
const INQUD = 'POST https://api.inqud.com/v1/x HTTP/1.1\n'
const AUTH = 'POST https://api.sendpayments.com/auth HTTP/1.1\nContent-Type: application/json\n\n'
const token = (...parts: string[]) => `${IMBURSE}Authorization: Hmac ${parts.join(':')}\n\n`
const ID = env.IMBURSE_PUBLIC_KEY

/** A secret, or a value that nobody knows, in a place of each kind. */
const places = (secret: string): [string, string][] => [
  ['id and secret swapped at /auth', `${AUTH}{"clientId":"${secret}","clientSecret":"client-1"}`],
  ['as a member of the body', `${AUTH}{"${secret}":1}`],
  ['as the public key', token(secret, 'abc', '1535617532', 'c2ln')],
  ['as the nonce', token(ID, secret, '1535617532', 'c2ln')],
  ['as the timestamp', token(ID, 'abc', secret, 'c2ln')],
  ['as the signature', token(ID, 'abc', '1535617532', secret)],
  ['alone in Authorization', `${IMBURSE}Authorization: ${secret}\n\n`],
  ['as a scheme', `${IMBURSE}Authorization: ${secret} x\n\n`],
  ['after Bearer', `GET https://api.sendpayments.com/x HTTP/1.1\nAuthorization: Bearer ${secret} x\n\n`],
  ['in a line without a colon', `${INQUD}${secret}\n\n`],
  ['in a first line', `GET /x HTTP/1.1\nHost: api.inqud.com\n\n\n###\n${secret}\n`],
  ['as a method', `${secret.replace(/[^A-Za-z0-9]/g, '')} https://api.inqud.com/x HTTP/1.1\n\n`],
  ['as the token id', `${INQUD}X-Token-API-Id: ${secret}\nX-Salt: a\n\n`],
  ['as the salt', `${INQUD}X-Salt: ${secret}\n\n`],
  ['as the signature of Inqud', `${INQUD}X-HMAC-SHA256-Signature: ${secret}\n\n`],
  ['as the token secret', `${INQUD}X-Token-API-Secret: ${secret}x\n\n`],
  ['as a header name', `${INQUD}x-${secret}: a\nx-${secret}: b\n\n`],
  ['as a template', `${INQUD}X-Salt: {{${secret}}}\n\n`],
  ['as a media type', `POST https://sandbox.api.mastercard.com/x HTTP/1.1\nContent-Type: ${secret}\n\n{}`],
  ['as user info of the URL', `GET https://u:${secret}@api.inqud.com/x HTTP/1.1\n\n`],
  ['in the query', `GET https://api.inqud.com/x?key=${secret} HTTP/1.1\n\n`],
  ['in a substitution', `curl https://api.inqud.com/x -d "$(echo ${secret})"`],
  ['in backquotes', `curl https://api.inqud.com/x -d \`${secret}\``],
  ['as a shell variable', `curl https://api.inqud.com/x -d "a$${secret.replace(/[^A-Za-z0-9]/g, '')}"`],
  [
    'with PowerShell line ends',
    `curl https://api.inqud.com/x \`\r\n -H "${secret}" \`\r\n -H "X-Salt: ${secret}"`,
  ],
  ['as a file of curl', `curl https://api.inqud.com/x -d @${secret}`],
  ['as an option of curl', `curl https://api.inqud.com/x --${secret}`],
  ['as a bare word', `curl https://api.inqud.com/x ${secret}`],
]

// Names of headers and of variables are shown: nobody's secret is one, but by mistake.
const NAMES = ['as a header name', 'as a template']

/** All that a command says, on both streams, without a process of its own. */
async function said(
  args: readonly string[],
  input: string,
  settings: Record<string, string> = env,
  terminal = {},
) {
  let text = ''
  const stream = () =>
    new Writable({
      write(chunk, _encoding, done) {
        text += chunk
        done()
      },
    })
  const io = {
    env: settings,
    stdin: Object.assign(Readable.from([input]), terminal),
    stdout: stream(),
    stderr: stream(),
  }
  await main(args, io)
  return text
}

/** Every part of 12 characters, whatever capitals it has. */
const parts = (secret: string) =>
  Array.from({ length: secret.length - 11 }, (_, at) => secret.slice(at, at + 12).toLowerCase())

describe('no secret is in what verify prints', () => {
  it.each(places(''))('%s', async (name) => {
    for (const secret of secrets) {
      if (secret === STRANGE && NAMES.includes(name)) continue
      const file = new Map(places(secret)).get(name) ?? ''
      for (const options of [[], ['--json']]) {
        const text = (await said(['verify', ...options], file)).toLowerCase()
        expect(text.length).toBeGreaterThan(20)
        expect(parts(secret).filter((part) => text.includes(part))).toEqual([])
      }
    }
  })

  it('in the public key of a request whose settings are swapped', async () => {
    const swapped = { ...env, IMBURSE_PUBLIC_KEY: 'b-public-key-77', IMBURSE_PRIVATE_KEY: KEY }
    const text = await said(['verify'], token(KEY, 'abc', '1535617532', 'c2ln'), swapped)
    expect(text).toContain('it is the value of IMBURSE_PRIVATE_KEY')
    expect(text).not.toContain(KEY.slice(0, 12))
  })
})

describe('exit status', () => {
  const salt = '0'.repeat(64)
  const signed = (body: string, over = body) =>
    [
      `X-Token-API-Id: ${env.INQUD_TOKEN_ID}`,
      `X-Salt: ${salt}`,
      `X-HMAC-SHA256-Signature: ${createHmac('sha256', SECRET)
        .update(over + salt)
        .digest('hex')}`,
    ]
      .map((header) => `-H '${header}'`)
      .join(' ')

  it.each<[string, string, number]>([
    ['a right signature, in a line with ^"', `{"a":"^\\"b"}`, 0],
    ['a wrong one, in a line with ^"', `{"a":"^\\"c"}`, 1],
  ])('%s', async (_name, body, expected) => {
    const command = `curl 'https://api.inqud.com/v1/x' ${signed(body, '{"a":"^\\"b"}')} --data-raw '${body}'`
    const { status } = await run(['verify'], { env, input: command })
    expect(status).toBe(expected)
  })

  it('is 1 if no provider claims any of the requests, and it says what to do', async () => {
    const { status, stderr } = await run(['verify'], { env, input: 'curl http://127.0.0.1:8081/x' })
    expect(status).toBe(1)
    expect(stderr).toMatch(/Nothing was verified: .*--dotenv.*…_HOSTS.*--use/)
  })

  it.each([`curl http://"https://api.inqud.com/x"`, `curl https://example.com/ -H 'Host: api.inqud.com'`])(
    'is 1 for what names a provider’s host and is not read as going there: %s',
    async (command) => expect((await run(['verify'], { env, input: command })).status).toBe(1),
  )
})

it.each(['verify', 'open'])('%s from a terminal says that it waits', async (command) => {
  const text = await said([command], 'GET https://example.com/ HTTP/1.1\n\n', env, { isTTY: true })
  expect(text).toMatch(/Reading from the terminal: paste, then end with Ctrl-D/)
})
