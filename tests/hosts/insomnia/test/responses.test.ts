import {
  constants,
  createCipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { json, text } from './app.js'
import { BOTH, inWorlds, POST_JSON, type World } from './worlds.js'

interface Reply {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body: string | Buffer
}

/** A server that responds with what a test wants, at a listed host of Mastercard. */
let server: Server
let reply: Reply = { body: '' }
let origin = ''

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume()
    response.writeHead(reply.status ?? 200, { 'Content-Type': 'application/json', ...reply.headers })
    response.end(reply.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as { port: number }).port}`
})
afterAll(() => void server.close())

const b64 = (bytes: Buffer | string) => Buffer.from(bytes).toString('base64url')

/** A JWE to the client's key, by hand on node:crypto. */
function sealed(
  { env }: World,
  plaintext: string,
  changes: { tag?: Buffer; kid?: string; to?: KeyObject } = {},
): string {
  const publicKey = changes.to ?? createPublicKey(createPrivateKey(String(env.MASTERCARD_DECRYPTION_KEY)))
  const kid =
    changes.kid ??
    createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('hex')
  const head = b64(JSON.stringify({ kid, cty: 'application/json', alg: 'RSA-OAEP-256', enc: 'A256GCM' }))
  const [key, iv] = [randomBytes(32), randomBytes(12)]
  const wrapped = publicEncrypt(
    { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    key,
  )
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(head))
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return [head, ...[wrapped, iv, ciphertext, changes.tag ?? cipher.getAuthTag()].map(b64)].join('.')
}

const whole = (jwe: string) => JSON.stringify({ encryptedData: jwe })

inWorlds(BOTH, (world, kind) => {
  /** Sends an encrypted request to a server that replies so, and gives what the app then shows. */
  async function sendTo(given: Reply, { method = 'POST', set = {}, window = true } = {}) {
    reply = given
    const environment = { ...world.env, MASTERCARD_HOSTS: new URL(origin).host, ...set }
    return world.send({ url: `${origin}/x`, method }, { environment, window })
  }

  it('opens an encrypted response in place', async () => {
    const done = await sendTo({ body: whole(sealed(world, '{"opened":"Zoë"}')) })
    expect([text(done.response?.body), done.told.alerts]).toEqual(['{"opened":"Zoë"}', []])
  })

  it('opens one behind a byte order mark', async () => {
    const done = await sendTo({ body: `\ufeff${whole(sealed(world, '{"opened":true}'))}` })
    expect([text(done.response?.body), done.told.alerts]).toEqual(['{"opened":true}', []])
  })

  it('opens one whose kid names another key, since the key fits', async () => {
    const done = await sendTo({ body: whole(sealed(world, '{"opened":true}', { kid: 'a'.repeat(64) })) })
    expect([text(done.response?.body), done.told.alerts]).toEqual(['{"opened":true}', []])
  })

  it('opens one that came as gzip', async () => {
    const body = gzipSync(whole(sealed(world, '{"opened":true}')))
    const done = await sendTo({ headers: { 'Content-Encoding': 'gzip' }, body })
    expect(text(done.response?.body)).toBe('{"opened":true}')
  })

  it.each([
    ['one that is not encrypted', { body: '{"clear":true}' }],
    ['one that is not JSON', { body: '<html>' }],
    ['an empty one', { body: '' }],
    ['bytes', { body: Buffer.from([0xff, 0xfe, 0, 1]) }],
    ['204', { status: 204, body: '' }],
    ['a redirect', { status: 302, headers: { Location: '/elsewhere' }, body: '{"encryptedData":"x"}' }],
    ['an error', { status: 500, body: '{"Errors":{}}' }],
    ['an error with something in encryptedData', { status: 400, body: '{"encryptedData":"not.a.jwe"}' }],
  ])('leaves alone: %s', async (_name, given) => {
    const done = await sendTo(given as Reply)
    expect(done.error).toBeUndefined()
    expect(Buffer.from(done.response?.body ?? [])).toEqual(Buffer.from(given.body))
    expect(done.told.alerts).toEqual([])
  })

  it('says in the console what to do after a 401, leaves the response alone, and opens no window', async () => {
    const set = { INQUD_HOSTS: new URL(origin).host, MASTERCARD_HOSTS: '' }
    const done = await sendTo({ status: 401, body: 'refused' }, { set })
    expect(text(done.response?.body)).toBe('refused')
    expect(done.told.alerts).toEqual([])
    expect(done.console.join('\n')).toContain(
      'Inqud refused a signed request (401). Check that the credentials',
    )
  })

  it('leaves a response to HEAD alone', async () => {
    const done = await sendTo({ body: '' }, { method: 'HEAD' })
    expect([done.error, done.response?.statusCode]).toEqual([undefined, 200])
  })

  it.each([
    ['a changed tag', (of: World) => whole(sealed(of, '{}', { tag: randomBytes(16) })), /does not open/],
    [
      'another key',
      (of: World) =>
        whole(sealed(of, '{}', { to: generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey })),
      /does not open with MASTERCARD_DECRYPTION_KEY .*its kid names another key, [0-9a-f]{64}/,
    ],
    ['a JWE cut off', (of: World) => whole(sealed(of, '{}').slice(0, -10)), /does not open/],
    [
      'a JWE cut off before its tag',
      (of: World) => whole(sealed(of, '{}').slice(0, -30)),
      /not a JWE of five parts/,
    ],
    ['a JWE of three parts', () => whole('a.b.c'), /not a JWE of five parts/],
    ['a JWE of nonsense', () => whole('a.b.c.d.e'), /not a JWE of five parts/],
    [
      'an algorithm of "none"',
      () => whole(`${b64('{"alg":"none","enc":"A256GCM"}')}.AA.AA.AA.AA`),
      /alg: "none"/,
    ],
  ])('%s: the reason is shown, and the response stays as it came', async (_name, make, says) => {
    const body = make(world)
    const done = await sendTo({ body })
    expect(done.error).toBeUndefined()
    expect(done.told.alerts).toEqual([expect.stringMatching(says)])
    expect(done.console).toContainEqual(expect.stringMatching(says))
    expect(text(done.response?.body)).toBe(body)
  })

  it('says it on the console if there is no window, and leaves the response', async () => {
    const body = whole('a.b.c')
    const done = await sendTo({ body }, { window: false })
    expect([done.error, text(done.response?.body)]).toEqual([undefined, body])
    expect(done.console).toContainEqual(
      expect.stringMatching(/^error: countersign: the response stays as it came/),
    )
    const refused = await sendTo({ status: 401, body: '{}' }, { window: false })
    expect([refused.error, text(refused.response?.body)]).toEqual([undefined, '{}'])
    expect(refused.console).toContainEqual(expect.stringMatching(/^warn: .*client certificate/))
  })

  it('a response cut off in its JSON stays as it came', async () => {
    const body = whole(sealed(world, '{}')).slice(0, 100)
    const done = await sendTo({ body })
    expect([done.error, text(done.response?.body)]).toEqual([undefined, body])
  })

  it('says that it has no key to open with, and leaves it', async () => {
    const body = whole(sealed(world, '{}'))
    const done = await sendTo({ body }, { set: { MASTERCARD_DECRYPTION_KEY: '' } })
    expect(text(done.response?.body)).toBe(body)
    expect(done.console).toContainEqual(expect.stringMatching(/MASTERCARD_DECRYPTION_KEY is not set/))
  })

  it.runIf(process.env.MODE === 'long')('a response of 50 MB', async () => {
    const plaintext = JSON.stringify({ big: 'x'.repeat(35 * 1024 * 1024) })
    const body = whole(sealed(world, plaintext))
    expect(body.length).toBeGreaterThan(45 * 1024 * 1024)
    const done = await sendTo({ body })
    expect(done.error).toBeUndefined()
    if (kind === 'full') {
      expect(done.told.alerts).toEqual([])
      expect(Buffer.compare(Buffer.from(done.response?.body ?? []), Buffer.from(plaintext))).toBe(0)
    } else {
      expect(done.told.alerts).toEqual([expect.stringMatching(/too large to be decrypted.*full host access/)])
      expect(Buffer.compare(Buffer.from(done.response?.body ?? []), Buffer.from(body))).toBe(0)
    }
  })

  it('a response of 8 MB that came as 8 KB of gzip stays as it is', async () => {
    const body = JSON.stringify({ big: 'x'.repeat(8 * 1024 * 1024) })
    const done = await sendTo({ headers: { 'Content-Encoding': 'gzip' }, body: gzipSync(body) })
    expect(done.error).toBeUndefined()
    expect(Buffer.compare(Buffer.from(done.response?.body ?? []), Buffer.from(body))).toBe(0)
  })

  it('the largest response that is read at all is opened', async () => {
    const plaintext = JSON.stringify({ big: 'x'.repeat(kind === 'full' ? 5_000_000 : 190_000) })
    const done = await sendTo({ body: whole(sealed(world, plaintext)) })
    expect(done.told.alerts).toEqual([])
    expect(text(done.response?.body) === plaintext).toBe(true)
  })

  it.each([
    [401, '{}'],
    [403, ''],
    [400, '<html>400 No required SSL certificate was sent</html>'],
    [496, ''],
  ])('explains %i as a client certificate that may be missing', async (status, body) => {
    const done = await sendTo({ status, body })
    const says = /client certificate.*collection's settings under "Certificates"/
    expect(done.told.alerts).toEqual([expect.stringMatching(says)])
    expect(text(done.response?.body)).toBe(body)
  })

  it('explains the refusal of a server that demands a client certificate', async () => {
    const { ca } = { ca: world.sandbox.env.COUNTERSIGN_CACERT }
    const done = await world.send({ url: world.at('mastercard') }, { tls: { ca: ca as string } })
    expect(json(done.response?.body).error.check).toBe('clientCertificate')
    expect(done.told.alerts).toEqual([expect.stringMatching(/client certificate/)])
  })

  if (kind === 'full') {
    it('opens a response if getBody is not a promise, as before Insomnia 11', async () => {
      reply = { body: whole(sealed(world, '{"old":true}')) }
      const environment = { ...world.env, MASTERCARD_HOSTS: new URL(origin).host }
      const done = await world.send({ url: `${origin}/x` }, { environment, options: { promises: false } })
      expect(text(done.response?.body)).toBe('{"old":true}')
    })

    it('notes that another plugin changed the request after it was signed', async () => {
      const plugins = [
        { at: 'after', hook: "context.request.setBody({ mimeType: 'text/plain', text: 'changed' })" },
      ] as const
      const done = await world.send({ url: world.at('inqud') }, { plugins })
      expect(json(done.response?.body).error.check).toBe('signature')
      expect(done.console).toContainEqual(
        expect.stringMatching(/Another plugin changed the body after it was signed/),
      )
    })
  }
})

inWorlds(
  BOTH,
  (world) => {
    it('opens what the vendor really sends: an IV of 128 bits, plain base64', async () => {
      const done = await world.send({ url: world.at('mastercard') })
      expect(json(done.response?.body)).toMatchObject({ ok: true, body: POST_JSON.body.text })
    })
  },
  { mastercard: { ivBits: 128, alphabet: 'base64' } },
)

inWorlds(
  BOTH,
  (world) => {
    it('opens A128CBC-HS256, over plain http', async () => {
      const done = await world.send({ url: world.at('mastercard') })
      expect(json(done.response?.body)).toMatchObject({ ok: true, body: POST_JSON.body.text })
    })
  },
  { mastercard: { enc: 'A128CBC-HS256', mutualTls: false } },
)
