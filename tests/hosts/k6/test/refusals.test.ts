import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Fault, type Sandbox, type SandboxOptions, startSandbox } from '@countersign/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { archive, file, k6, type Ran, run, script } from './k6.js'
import { listening, type Recorded, startAnswers, startRecorder, startTamperer } from './servers.js'

const sandboxes: Record<string, Sandbox> = {}
afterAll(() => Promise.all(Object.values(sandboxes).map((sandbox) => sandbox.close())))

type Provider = 'imburse' | 'inqud' | 'sendpayments' | 'mastercard'

async function sandboxOf(name: string, id: Provider, more: SandboxOptions['mastercard'] = {}, fault?: Fault) {
  const mastercard = { mutualTls: false, ...more }
  const sandbox = await startSandbox({ providers: [id], mastercard })
  if (fault) sandbox.fault(id, fault)
  sandboxes[name] = sandbox
  return { origin: sandbox.origins[id] ?? '', settings: settingsIn(sandbox.env, id) }
}

/** Settings by their names in code: INQUD_TOKEN_ID → tokenId. */
function settingsIn(env: Readonly<Record<string, string>>, id: string): Record<string, string> {
  const own = Object.entries(env).filter(([name]) => name.startsWith(`${id.toUpperCase()}_`))
  return Object.fromEntries(own.map(([name, value]) => [camelCase(name.slice(id.length + 1)), value]))
}

const camelCase = (name: string) => name.toLowerCase().replace(/_(.)/g, (_, letter) => letter.toUpperCase())

const TOKEN = 'a-token-of-nobody'
const lease = (more: object) =>
  JSON.stringify({ token: TOKEN, useUntil: 2_000_000_100, now: 2_000_000_000, ...more })

/** What an owner must not answer. */
const GARBAGE: Parameters<typeof startAnswers>[0] = {
  html: (response) => response.end('<!doctype html><title>Welcome</title>'),
  empty: (response) => response.end(),
  null: (response) => response.end('null'),
  'no token': (response) => response.end(lease({ token: undefined })),
  'a token with LF': (response) => response.end(lease({ token: 'x\nX-Two: two' })),
  'an ended token': (response) => response.end(lease({ useUntil: 1_999_999_999 })),
  'no clock': (response) => response.end(lease({ now: undefined })),
  'a time in text': (response) => response.end(lease({ useUntil: '2000000100' })),
  'an error': (response) =>
    response.writeHead(502).end(JSON.stringify({ error: 'The provider\r\n said no.' })),
  'a wrong secret': (response) => response.writeHead(401).end('{"error":"The bearer secret is wrong."}'),
  redirect: (response) => response.writeHead(307, { location: '/html' }).end(),
  'hangs up': (response) => response.destroy(),
}

const FLIP: Record<string, number> = { header: 0, key: 1, iv: 2, ciphertext: 3, tag: 4 }

/** Changes one part of a compact JWE by a bit; or its form. */
function tamper(path: string, body: string): string {
  const { encryptedData } = JSON.parse(body)
  const parts = String(encryptedData).split('.')
  const name = path.slice(1)
  if (name === 'parts') parts.pop()
  else if (name === 'short-iv') parts[2] = (parts[2] ?? '').slice(0, 8)
  else {
    const bytes = Buffer.from(parts[FLIP[name] ?? 0] ?? '', 'base64url')
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1)
    parts[FLIP[name] ?? 0] = bytes.toString('base64url')
  }
  return JSON.stringify({ encryptedData: parts.join('.') })
}

describe.skipIf(!k6)('what cannot be signed, sent or opened', () => {
  let ran: Ran
  let points: readonly Point[]
  let recorder: Awaited<ReturnType<typeof startRecorder>>
  let other: Awaited<ReturnType<typeof startRecorder>>
  const secrets: string[] = []

  beforeAll(async () => {
    recorder = await startRecorder()
    other = await startRecorder()
    const all = await started()
    const at: Record<string, string> = { recorder: recorder.origin, other: other.origin }
    const settings: Record<string, unknown> = { garbage: Object.keys(GARBAGE) }
    for (const [name, one] of Object.entries(all)) {
      at[name] = one.origin
      settings[name] = one.settings
      const { tokenSecret, clientSecret, privateKey, decryptionKey } = one.settings as Record<string, string>
      for (const secret of [tokenSecret, clientSecret, privateKey]) if (secret) secrets.push(secret)
      if (decryptionKey) secrets.push(decryptionKey.split('\n')[3] ?? decryptionKey)
    }
    at.garbage = await startAnswers(GARBAGE)
    const out = file('points.json')
    ran = await run(script('refusals.ts'), {
      env: { GIVEN: JSON.stringify({ at, settings }) },
      args: ['--out', `json=${out}`],
    })
    points = pointsIn(readFileSync(out, 'utf8'))
  })

  async function started() {
    const inqud = await sandboxOf('inqud', 'inqud')
    const hosts = `${inqud.settings.hosts},${recorder.host}`
    const tamperable = async (name: string, more: SandboxOptions['mastercard'] = {}) => {
      const { origin, settings } = await sandboxOf(name, 'mastercard', more)
      const before = await startTamperer(origin, tamper)
      return { origin: before, settings: { ...settings, hosts: new URL(before).host } }
    }
    return {
      inqud: { ...inqud, settings: { ...inqud.settings, hosts } },
      imburse: await sandboxOf('imburse', 'imburse'),
      send: await sandboxOf('send', 'sendpayments'),
      ends: await sandboxOf('ends', 'sendpayments', {}, { tokenEndsAfter: 1 }),
      never: await sandboxOf('never', 'sendpayments', {}, { api: { status: 401 } }),
      html: await sandboxOf('html', 'sendpayments', {}, { token: { kind: 'html' } }),
      mastercard: await sandboxOf('mastercard', 'mastercard'),
      long: await sandboxOf('long', 'mastercard', { ivBits: 128, alphabet: 'base64' }),
      cbc: await sandboxOf('cbc', 'mastercard', { enc: 'A128CBC-HS256' }),
      tampered: await tamperable('tampered'),
      longTampered: await tamperable('longTampered', { ivBits: 128 }),
      down: await sandboxOf('down', 'mastercard', {}, { api: { status: 503 } }),
    }
  }

  const refusal = (name: string) => ran.cases[name]?.error

  it('runs all cases in one process, which none of them ends', () => {
    expect({ code: ran.code, text: ran.text }).toMatchObject({ code: 0 })
    expect(ran.cases['open() of what is not sealed']).toEqual({})
  })

  describe('bodies', () => {
    const last = (path: string) => recorder.at(`/${encodeURI(path)}`).at(-1) as Recorded
    const names = [
      'text',
      'object',
      'empty object',
      'buffer',
      'subarray',
      'other view',
      'data view',
      'nothing',
      'empty',
    ]

    function signatureOf(body: Buffer, salt: unknown): string {
      const key = sandboxes.inqud?.env.INQUD_TOKEN_SECRET ?? ''
      return createHmac('sha256', key).update(body).update(String(salt)).digest('hex')
    }

    it.each(names)('%s: signed as the bytes that are sent', (name) => {
      for (const way of ['signed', 'sync']) {
        const { headers, body } = last(`${way} ${name}`)
        expect(headers['x-hmac-sha256-signature']).toBe(signatureOf(body, headers['x-salt']))
      }
    })

    it.each(['text', 'object', 'empty object', 'buffer', 'nothing', 'empty'])(
      '%s: as k6 sends it by itself',
      (name) => {
        for (const way of ['signed', 'sync']) {
          const { body, headers, method } = last(`${way} ${name}`)
          const plain = last(`plain ${name}`)
          expect(body.toString('latin1')).toBe(plain.body.toString('latin1'))
          expect([method, headers['content-type']]).toEqual([plain.method, plain.headers['content-type']])
        }
      },
    )

    it('views with offsets: what they show', () => {
      const bytes = Buffer.from(Array.from({ length: 64 }, (_, index) => (index * 37) % 256))
      expect(last('signed subarray').body).toEqual(bytes.subarray(5, 21))
      expect(last('signed other view').body).toEqual(bytes.subarray(8, 28))
      expect(last('signed data view').body).toEqual(bytes.subarray(3, 10))
    })

    it('a text that k6 keeps as bytes that are no UTF-8', () => {
      expect(refusal('a text of k6 that is no UTF-8')).toBeUndefined()
      for (const way of ['signed', 'sync']) {
        const { headers, body } = last(`${way} no UTF-8`)
        expect(body).toEqual(Buffer.from([0x61, 0xff, 0xc3, 0x62]))
        expect(headers['x-hmac-sha256-signature']).toBe(signatureOf(body, headers['x-salt']))
      }
    })

    it('a form keeps the type that it was given', () => {
      expect(last('own type').headers['content-type']).toBe('application/x-own')
    })

    it('a file is sent where the body is not covered, and refused where it is', () => {
      expect(ran.cases['a file that is not covered']).toBe(200)
      expect(last('file').body.toString()).toContain('of a file')
      for (const name of ['a file that is covered', 'a file, sync'])
        expect(refusal(name)).toMatchObject({
          code: 'unreadable-body',
          message: expect.stringContaining('"document" is a file'),
        })
    })

    it.each([
      ['a map', 'invalid-body'],
      ['a list', 'invalid-body'],
      ['a promise', 'invalid-body', 'Write await before it'],
      ['a number', 'invalid-body', 'type number'],
      ['an object in an object', 'invalid-body', 'JSON.stringify'],
      ['half a letter', 'invalid-body'],
      ['compression', 'invalid-body', 'params.compression'],
      ['no JSON', 'invalid-body'],
    ])('%s is refused', (name, code, words = '') => {
      expect(refusal(name)).toMatchObject({
        name: 'CountersignError',
        code,
        message: expect.stringContaining(words),
      })
    })
  })

  it.each([
    'LF in a header',
    'CR in a header',
    'NUL in a header',
    "LF in a header's name",
    'the same header twice, then LF',
  ])('%s is refused', (name) => expect(refusal(name)).toMatchObject({ code: 'invalid-header' }))

  it.each([
    ['another host', 'unclaimed-host', 'INQUD_HOSTS'],
    ['another host, sync', 'unclaimed-host', 'INQUD_HOSTS'],
    ['http to the internet', 'insecure-url', 'http'],
    ['no URL', 'invalid-url', 'v1/things'],
  ])('%s gets no credential', (name, code, words) => {
    expect(refusal(name)).toMatchObject({ code, message: expect.stringContaining(words) })
  })

  it.each([
    [
      'unknown provider',
      'invalid-setting',
      'There is no provider "imbrse" in this file; there is imburse, inqud, sendpayments, mastercard.',
    ],
    ['sync unknown', 'invalid-setting', '"imbrse"'],
    ['unknown setting', 'invalid-setting', 'Inqud has no setting "tokenid"'],
    ['missing setting', 'missing-setting', 'INQUD_TOKEN_SECRET is missing'],
    ['wrong choice', 'invalid-setting', 'INQUD_MODE'],
    ['no base64', 'invalid-setting', 'IMBURSE_PRIVATE_KEY'],
    ['no PEM', 'invalid-key', 'MASTERCARD_ENCRYPTION_CERTIFICATE'],
    ['owner elsewhere', 'missing-setting', 'COUNTERSIGN_TOKENS_SECRET'],
    ['owner without address', 'invalid-', ''],
  ])('%s shows at init', (name, code, words) => {
    const { error } = ran.cases['at init'][name]
    expect(error).toMatchObject({ name: 'CountersignError', code: expect.stringContaining(code) })
    expect(error.message).toContain(words)
  })

  it('follows no redirect with a credential, whatever the parameters say', () => {
    expect(ran.cases.redirect).toEqual([200, 307, 307, 307, 307, 0])
    expect(other.at('/reached')).toHaveLength(1)
  })

  it('401 drops the token and tries once more, and once only', () => {
    expect(ran.cases['401 once']).toEqual([200, 200])
    expect(sandboxes.ends?.counts.sendpayments).toEqual({ accepted: 2, refused: 1, token: 2 })
    expect(ran.cases['401 for ever']).toBe(401)
    expect(sandboxes.never?.counts.sendpayments).toEqual({ accepted: 0, refused: 2, token: 2 })
  })

  it.each(Object.keys(GARBAGE))('an owner that answers %s gives a reason, and nothing is sent', (name) => {
    const { code, message } = refusal(`owner: ${name}`)
    expect(code).toBe('token-request-failed')
    expect(message).toMatch(
      /^No token: the owner at http:\/\/127\.0\.0\.1:\d+\/\S+ (answered|could not be asked)/,
    )
    expect(message).not.toMatch(new RegExp(`[\\r\\n]|${TOKEN}`))
  })

  it('without a token nothing is sent', () => {
    expect(refusal('a token endpoint that answers HTML')).toMatchObject({ code: 'invalid-token-answer' })
    expect(refusal('no token held').message).toContain('no token of setup() is held')
    expect(refusal('a token that ended').message).toContain('the token of setup() has ended')
    expect(refusal('hold() of another')).toMatchObject({ code: 'invalid-setting' })
    expect(refusal('lease() of none')).toMatchObject({ code: 'missing-capability' })
    expect(sandboxes.send?.counts.sendpayments).toEqual({ accepted: 0, refused: 0, token: 0 })
    expect(sandboxes.html?.requests.filter(({ token }) => !token)).toEqual([])
  })

  it('a refusal leaves nothing on the wire', () => {
    expect(recorder.seen.filter(({ path }) => path.startsWith('/refused'))).toEqual([])
    expect(other.seen.map(({ path }) => path)).toEqual(['/reached'])
    expect(sandboxes.mastercard?.requests).toEqual([])
  })

  it('opens answers with IVs of 128 bits, and of AES-CBC', () => {
    expect(ran.cases['IV of 128 bits']).toMatchObject({ status: 200, ok: true, way: 'jwe' })
    expect(ran.cases['AES-CBC']).toMatchObject({ status: 200, ok: true, way: 'jwe' })
  })

  it.each(['tag', 'iv', 'ciphertext', 'key', 'header', 'parts', 'short-iv'])(
    'an answer with another %s does not open',
    (part) => {
      for (const name of [`tampered ${part}`, `IV of 128 bits, tampered ${part}`])
        expect(refusal(name)).toMatchObject({ code: expect.stringMatching(/^(open-failed|invalid-answer)$/) })
    },
  )

  it('leaves an error in clear as it is', () => {
    expect(ran.cases['an error in clear']).toMatchObject({ status: 503, check: 'fault' })
  })

  describe('metrics', () => {
    const requests = () => points.filter(({ metric }) => metric === 'http_reqs')

    it('tag the requests for tokens, under one name', () => {
      const tagged = requests().filter(({ tags }) => tags.countersign === 'token')
      expect(new Set(tagged.map(({ tags }) => tags.name))).toEqual(new Set(['countersign token']))
      const issued = ['ends', 'never', 'imburse', 'html'].flatMap((name) => sandboxes[name]?.requests ?? [])
      expect(tagged).toHaveLength(issued.filter(({ token }) => token).length + Object.keys(GARBAGE).length)
      const others = requests().filter(({ tags }) => tags.countersign === undefined)
      expect(others.filter(({ tags }) => /\/(token|auth|hmac)$/.test(tags.url ?? ''))).toEqual([])
    })

    it('a trend of the time spent signing, and a counter of refusals with their code', () => {
      const signing = points.filter(({ metric }) => metric === 'countersign_signing')
      expect(signing.length).toBeGreaterThan(10)
      for (const { value } of signing) expect(value).toBeGreaterThanOrEqual(0)
      const refusals = points.filter(({ metric }) => metric === 'countersign_refusals')
      const due = Object.entries(ran.cases).filter(([, value]) => value?.error)
      // hold() is no request, and lease() asks for none.
      expect(refusals.map(({ tags }) => tags.code).sort()).toEqual(
        due
          .filter(([name]) => !['hold() of another', 'lease() of none'].includes(name))
          .map(([, { error }]) => error.code)
          .sort(),
      )
    })
  })

  it('prints no secret and no token, neither to the screen nor to the metrics', () => {
    expect(secrets.length).toBeGreaterThan(10)
    const written = ran.text + JSON.stringify(points)
    for (const secret of secrets) expect(written.includes(secret)).toBe(false)
    expect(written).not.toMatch(/eyJ[\w-]{8,}\.|Bearer [\w-]{8}|a-token-of-nobody/)
  })
})

interface Point {
  readonly metric: string
  readonly value: number
  readonly tags: Readonly<Record<string, string>>
}

function pointsIn(text: string): Point[] {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  const found = lines.filter(({ type }) => type === 'Point')
  return found.map(({ metric, data: { value, tags = {} } }) => ({ metric, value, tags }))
}

describe.skipIf(!k6)('a test that cannot start', () => {
  it.each([
    ['a missing setting', 'alone.ts', 'SENDPAYMENTS_CLIENT_SECRET is missing'],
    ['an unknown provider', 'unknown-provider.ts', 'There is no provider "imbrse" in this file'],
  ])('%s ends it at init, in one line', async (_, name, words) => {
    const recorder = await startRecorder()
    const env = {
      ORIGIN: recorder.origin,
      SENDPAYMENTS_HOSTS: recorder.host,
      SENDPAYMENTS_CLIENT_ID: 'client',
    }
    const { code, text } = await run(script(name), { env })
    expect({ code, text }).toMatchObject({ code: 107 })
    expect(text).toContain(words)
    expect(recorder.seen).toEqual([])
  })

  it('a secret that no source has: at the start of a test, and not of its archive', async () => {
    await archive(script('secrets.ts'))
    const recorder = await startRecorder()
    const mock = ['--secret-source', 'mock=INQUD_TOKEN_ID=TKN-1']
    for (const args of [[], mock]) {
      const { code, text } = await run(script('secrets.ts'), { env: { ORIGIN: recorder.origin }, args })
      expect({ code, text }).toMatchObject({ code: 107 })
      expect(text).toMatch(
        /Inqud: INQUD_TOKEN_(ID|SECRET) is missing: neither __ENV nor the secret source has it/,
      )
    }
    expect(recorder.seen).toEqual([])
  })

  it('of named secrets a source is asked for each but once, by all users together', async () => {
    const values: Record<string, string> = { INQUD_TOKEN_ID: 'TKN-1', INQUD_TOKEN_SECRET: 'throwaway' }
    const asked: string[] = []
    const vault = await listening((request, response) => {
      const name = (request.url ?? '').slice(1)
      asked.push(name)
      response.writeHead(values[name] ? 200 : 404).end(JSON.stringify({ value: values[name] }))
    })
    const recorder = await startRecorder()
    const env = { ORIGIN: recorder.origin, INQUD_HOSTS: recorder.host }
    const args = ['--vus', '10', '--iterations', '10', '--secret-source']
    args.push(`url=urlTemplate=${vault}/{key},responsePath=value`)
    const NAMES = 'tokenId,tokenSecret'
    expect(await run(script('secrets.ts'), { env: { ...env, NAMES }, args })).toMatchObject({ code: 0 })
    expect(asked.sort()).toEqual(Object.keys(values))
    expect(recorder.seen).toHaveLength(10)
    const wrong = await run(script('secrets.ts'), { env: { ...env, NAMES: 'tokenid' }, args })
    expect(wrong.text).toContain('Inqud has no setting "tokenid"')
    expect(wrong.code).toBe(107)
  })

  it('a refusal that nobody catches fails its iteration with the reason', async () => {
    const recorder = await startRecorder()
    const env = { ORIGIN: recorder.origin, INQUD_TOKEN_ID: 'TKN-1', INQUD_TOKEN_SECRET: 'throwaway' }
    const { text } = await run(script('secrets.ts'), { env })
    expect(text).toContain('CountersignError: Inqud: ')
    expect(text).toContain('List it in INQUD_HOSTS')
    expect(text).not.toContain('throwaway')
    expect(recorder.seen).toEqual([])
  })

  it('COUNTERSIGN=off leaves the requests of all users as they are, and says so', async () => {
    const recorder = await startRecorder()
    const env = { ORIGIN: recorder.origin, COUNTERSIGN: 'off' }
    const runs = [run(script('alone.ts'), { env, args: ['--vus', '5', '--iterations', '5'] })]
    runs.push(run(script('setup-token.ts'), { env, args: ['--vus', '5', '--iterations', '5'] }))
    for (const { code, text } of await Promise.all(runs)) {
      expect({ code, text }).toMatchObject({ code: 0 })
      expect(text).toContain('COUNTERSIGN is off: requests to Send Payments leave unsigned.')
      expect(text.split('leave unsigned').length).toBeLessThan(5)
    }
    expect(recorder.seen.map(({ headers }) => headers.authorization)).toEqual(Array(10).fill(undefined))
  })
})
