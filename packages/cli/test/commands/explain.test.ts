import { createHash, createHmac } from 'node:crypto'
import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../run.js'

const BODY = '\ufeff{"name":"Zoë",\r\n"amount":12.50}\n'
const BYTES = Buffer.from(BODY)
// Mastercard expects JSON, and a byte order mark is not JSON.
const bodyOf = (id: string) => (id === 'mastercard' ? BODY.slice(1) : BODY)
const sha256 = (text: string | Buffer, encoding: 'hex' | 'base64') =>
  createHash('sha256').update(text).digest(encoding)

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())

interface Told {
  readonly provider: string
  readonly why: string
  readonly steps: { name: string; value: string | number }[]
  readonly request: { method: string; url: string; headers: [string, string][]; bodyBase64?: string }
}

const MARK = /^countersign: Warning: the body begins with a byte order mark.*\n/

async function explain(id: string, path: string, set: Record<string, string> = {}) {
  const args = ['explain', 'POST', `${sandbox.origins[id]}${path}`, '--body', bodyOf(id)]
  const env = { ...sandbox.env, ...set }
  const [text, json] = await Promise.all([run(args, { env }), run([...args, '--json'], { env })])
  const [said, alike] = [text, json].map(({ stderr }) => stderr.replace(MARK, ''))
  expect([text.status, json.status, said, alike]).toEqual([0, 0, '', ''])
  const told: Told = json.json
  const step = (name: string) => String(told.steps.find((one) => one.name === name)?.value)
  return { text: text.text, told, step, names: told.steps.map(({ name }) => name) }
}

const secretsOf = (env: Readonly<Record<string, string>>) =>
  Object.entries(env).filter(([name]) => /SECRET|PRIVATE_KEY|DECRYPTION_KEY|CLIENT_KEY/.test(name))

/** As it is, and as somebody might write it: JSON, base64, hex; of a PEM, what is between its lines. */
const spellings = (secret: string) => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret, 'base64').toString('hex'),
  ...secret.split('\n').filter((line) => line.length > 40),
]

const cases: readonly (readonly [string, string, string, Record<string, string>, readonly string[]])[] = [
  [
    'Imburse',
    'imburse',
    '/v1/things',
    {},
    [
      'tokenRequest',
      'bodyHash',
      'nonce',
      'timestamp',
      'maxAge',
      'publicKey',
      'stringToSign',
      'privateKey',
      'signature',
      'tokenOwner',
      'tokenUse',
      'tokenLife',
    ],
  ],
  [
    'Imburse, the exchange',
    'imburse',
    '/v1/identity/hmac',
    {},
    ['bodyHash', 'nonce', 'timestamp', 'maxAge', 'publicKey', 'stringToSign', 'privateKey', 'signature'],
  ],
  ['Inqud', 'inqud', '/v1/x', {}, ['mode', 'tokenId', 'salt', 'stringToSign', 'tokenSecret', 'signature']],
  ['Inqud, simple', 'inqud', '/v1/x', { INQUD_MODE: 'simple' }, ['mode', 'tokenId', 'tokenSecret']],
  [
    'Send Payments',
    'sendpayments',
    '/x',
    {},
    ['tokenRequest', 'clientId', 'clientSecret', 'tokenOwner', 'tokenUse', 'tokenLife'],
  ],
  [
    'Mastercard',
    'mastercard',
    '/x',
    {},
    [
      'certificateSubject',
      'certificateNotBefore',
      'certificateNotAfter',
      'kid',
      'kidFrom',
      'jweHeader',
      'encryptionKeyBits',
      'contentKeyBits',
      'ivBits',
      'encryptedData',
      'clientCertificate',
      'clientCertificateNotBefore',
      'clientCertificateNotAfter',
    ],
  ],
]

describe.each(cases)('explain, %s', (_name, id, path, set, steps) => {
  it('tells who acts and why, the exact bytes, each step in the order of the page, and what is then checked', async () => {
    const arrived = sandbox.requests.length
    const { text, told, step, names } = await explain(id, path, set)
    expect(told).toMatchObject({ provider: id, why: expect.stringContaining('127.0.0.1 is listed') })
    const bytes = Buffer.from(bodyOf(id))
    expect(step('bodyLength')).toBe(String(bytes.length))
    expect(step('bodySha256')).toBe(sha256(bytes, 'hex'))
    expect(step('bodyStart')).toContain('amount')
    expect(step('bodyBom')).toContain(bodyOf(id) === BODY ? 'EF BB BF' : 'undefined')
    expect(step('bodyLineEnds')).toBe('1 CRLF, 1 LF, the last of them at the end')
    expect(names.filter((name) => steps.includes(name))).toEqual(steps)
    expect(names.at(-1)).toBe('vendorCheck')
    const titles = ['What would be sent:', 'What the provider then checks:'].map((title) =>
      text.indexOf(title),
    )
    const places = [...steps.map((name) => text.search(new RegExp(`^  ${name} `, 'm'))), ...titles]
    expect(places).toEqual([...places].sort((one, other) => one - other))
    expect(places).not.toContain(-1)
    expect(sandbox.requests.length).toBe(arrived)
  })

  it('shows no secret, in no spelling', async () => {
    const { text, told } = await explain(id, path, set)
    const secrets = secretsOf(sandbox.env)
    expect(secrets.length).toBeGreaterThanOrEqual(5)
    for (const [, secret] of secrets)
      for (const spelling of spellings(secret)) expect(text + JSON.stringify(told)).not.toContain(spelling)
  })
})

describe('what explain tells is what signs', () => {
  it('Imburse: the HMAC of the string to sign, by the key of that fingerprint', async () => {
    const { step, told } = await explain('imburse', '/v1/identity/hmac')
    const key = Buffer.from(sandbox.env.IMBURSE_PRIVATE_KEY ?? '', 'base64')
    expect(step('bodyHash')).toBe(sha256(BYTES, 'base64'))
    const parts = ['publicKey', 'nonce', 'timestamp', 'bodyHash'].map(step)
    expect(step('stringToSign')).toBe(parts.join(':'))
    expect(step('signature')).toBe(createHmac('sha256', key).update(parts.join(':')).digest('base64'))
    expect(step('privateKey')).toBe(
      `32 bytes, SHA-256 ${createHash('sha256').update(key).digest('hex').slice(0, 8)}…`,
    )
    const token = [step('publicKey'), step('nonce'), step('timestamp'), step('signature')].join(':')
    expect(told.request.headers).toContainEqual(['Authorization', `Hmac ${token}`])
  })

  it('Inqud: the HMAC of body and salt', async () => {
    const { step, told } = await explain('inqud', '/v1/x')
    const hmac = createHmac('sha256', sandbox.env.INQUD_TOKEN_SECRET ?? '')
      .update(BYTES)
      .update(step('salt'))
    const signature = hmac.digest('hex')
    expect(step('signature')).toBe(signature)
    expect(told.request.headers).toContainEqual(['X-HMAC-SHA256-Signature', signature])
  })

  it('Mastercard: the header of the JWE that would be sent', async () => {
    const { step, told } = await explain('mastercard', '/x')
    const [header = ''] = JSON.parse(
      Buffer.from(told.request.bodyBase64 ?? '', 'base64').toString(),
    ).encryptedData.split('.')
    expect(Buffer.from(header, 'base64url').toString()).toBe(step('jweHeader'))
    expect(step('jweHeader')).toContain(step('kid'))
  })

  it('a body is cut after secrets are taken out, and between letters', async () => {
    const secret = sandbox.env.INQUD_TOKEN_SECRET ?? ''
    const body = `${'ü'.repeat(1992)}${secret}`
    const words = ['explain', 'POST', `${sandbox.origins.inqud}/v1/payout`, '--body', body]
    const { text } = await run(words, { env: sandbox.env })
    expect(text).toContain(`üü…`)
    expect(text).not.toContain(secret.slice(0, 6))
    expect(text).toContain(`… ${Buffer.byteLength(body)} bytes in all`)
  })

  it('is said of a request that nobody would sign, with status 1', async () => {
    const args = ['explain', 'GET', 'https://api.inqud.com.evil.example/x']
    const { status, stderr, text } = await run(args, { env: sandbox.env })
    expect({ status, text }).toEqual({ status: 1, text: '' })
    expect(stderr).toMatch(
      /Nothing would be signed: no provider claims the host api\.inqud\.com\.evil\.example/,
    )
    const { json } = await run([...args, '--json'], { env: sandbox.env })
    expect(json).toMatchObject({ provider: null, steps: [] })
  })
})
