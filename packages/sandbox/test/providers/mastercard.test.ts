import { createHash, createPrivateKey, createPublicKey, randomBytes, X509Certificate } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { CompactEncrypt, compactDecrypt } from 'jose'
import clientEncryption from 'mastercard-client-encryption'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeAuthority } from '../../src/certificates.js'
import { type Sandbox, startSandbox } from '../../src/index.js'
import { ask, origin, setting } from '../client.js'

const clock = { now: 1_700_000_000 }
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ providers: ['mastercard'], clock: () => clock.now, remember: 60 })
})
afterAll(() => sandbox.close())

const ca = () => setting(sandbox, 'COUNTERSIGN_CACERT')
const mutual = () => ({
  ca: ca(),
  cert: setting(sandbox, 'MASTERCARD_CLIENT_CERTIFICATE'),
  key: setting(sandbox, 'MASTERCARD_CLIENT_KEY'),
})
const encryptionKey = () =>
  new X509Certificate(setting(sandbox, 'MASTERCARD_ENCRYPTION_CERTIFICATE')).publicKey
const fingerprint = (key = encryptionKey()) =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
const header = () => ({ kid: fingerprint(), cty: 'application/json', alg: 'RSA-OAEP-256', enc: 'A256GCM' })

const seal = (text: string | Buffer, parameters: object = header(), iv?: Buffer) => {
  const jwe = new CompactEncrypt(Buffer.from(text)).setProtectedHeader(
    parameters as ReturnType<typeof header>,
  )
  if (iv) jwe.setInitializationVector(iv)
  return jwe.encrypt(encryptionKey())
}
const body = (encryptedData: string, more = {}) => JSON.stringify({ encryptedData, ...more })
const sealedBody = async (text: string | Buffer, parameters?: object) => body(await seal(text, parameters))

const post = (text: string, tls: object = mutual(), type = 'application/json') =>
  ask(`${origin(sandbox, 'mastercard')}/idverify`, { headers: { 'Content-Type': type }, body: text, tls })

async function opened(encryptedData: string) {
  const key = createPrivateKey(setting(sandbox, 'MASTERCARD_DECRYPTION_KEY'))
  const { plaintext, protectedHeader } = await compactDecrypt(encryptedData, key)
  return { json: JSON.parse(Buffer.from(plaintext).toString()), protectedHeader }
}

const hashOf = (data: Buffer, encoding: 'hex' | 'base64') =>
  createHash('sha256').update(data).digest(encoding)
const der = (name: string) => new X509Certificate(setting(sandbox, name)).raw
const certificate = () => der('MASTERCARD_ENCRYPTION_CERTIFICATE')
const clientCertificateHash = () => hashOf(der('MASTERCARD_CLIENT_CERTIFICATE'), 'base64')

describe('a request', () => {
  it.each<[string, () => string]>([
    ['certificate in base64', () => hashOf(certificate(), 'base64')],
    ['certificate in hex', () => hashOf(certificate(), 'hex')],
    ['public key in base64', () => hashOf(encryptionKey().export({ type: 'spki', format: 'der' }), 'base64')],
  ])('is accepted with the kid that is the SHA-256 of the %s, with a note', async (what, kid) => {
    const { status, json } = await post(await sealedBody('{}', { ...header(), kid: kid() }))
    expect(status).toBe(200)
    const { notes } = (await opened(json.encryptedData)).json
    expect(notes).toEqual([expect.stringContaining(`SHA-256 of the ${what}`)])
    expect(notes[0]).toContain(fingerprint())
    expect(sandbox.requests.at(-1)).toMatchObject({ accepted: true, notes })
  })

  it("is accepted as Mastercard's Node library writes it, with notes", async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'countersign-test-')), 'certificate.pem')
    writeFileSync(file, setting(sandbox, 'MASTERCARD_ENCRYPTION_CERTIFICATE'))
    const library = new clientEncryption.JweEncryption({
      paths: [{ path: '/.*', toEncrypt: [{ element: '$', obj: '$' }], toDecrypt: [] }],
      mode: 'JWE',
      encryptedValueFieldName: 'encryptedData',
      encryptionCertificate: file,
    })
    const send = async () => {
      const { body: sealed } = library.encrypt('/x', {}, { name: 'Zoë', long: 'x'.repeat(3000) })
      expect(sealed.encryptedData).toContain('/')
      return post(JSON.stringify(sealed))
    }
    const { status, json } = await send()
    expect(status).toBe(200)
    const shown = (await opened(json.encryptedData)).json
    expect(JSON.parse(shown.body)).toMatchObject({ name: 'Zoë' })
    expect(shown.notes).toEqual([expect.stringContaining('slashes'), expect.stringContaining('128 bits')])
  })

  it('is decrypted, and the response encrypted to the client', async () => {
    const { status, json } = await post(await sealedBody('{"name":"Zoë"}'))
    expect(status).toBe(200)
    expect(Object.keys(json)).toEqual(['encryptedData'])
    const { json: shown, protectedHeader } = await opened(json.encryptedData)
    expect(shown).toMatchObject({ ok: true, provider: 'mastercard', way: 'jwe', body: '{"name":"Zoë"}' })
    expect(shown.bodySha256).toBe(createHash('sha256').update('{"name":"Zoë"}').digest('hex'))
    const kid = fingerprint(createPublicKey(setting(sandbox, 'MASTERCARD_DECRYPTION_KEY')))
    expect(protectedHeader).toEqual({ kid, cty: 'application/json', alg: 'RSA-OAEP-256', enc: 'A256GCM' })
  })

  it.each(['GET', 'POST'])(
    'without a body is accepted, and its response encrypted as well: %s',
    async (method) => {
      const { status, json } = await ask(`${origin(sandbox, 'mastercard')}/x`, { method, tls: mutual() })
      expect(status).toBe(200)
      expect((await opened(json.encryptedData)).json).toMatchObject({ ok: true, method, body: '' })
    },
  )

  const changed = async (part: number, change: (text: string) => string) => {
    const parts = (await seal('{}')).split('.')
    parts[part] = change(parts[part] ?? '')
    return body(parts.join('.'))
  }
  const flip = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)

  it.each<[string, string, () => Promise<string> | string]>([
    ['encrypted', 'plaintext JSON', () => '{"a":1}'],
    ['encrypted', 'plaintext', () => 'text'],
    ['encrypted', 'null', () => 'null'],
    ['encrypted', 'no string', () => '{"encryptedData":{}}'],
    ['noPlaintext', 'more beside it', async () => body(await seal('{}'), { pan: '5555' })],
    ['jweForm', 'three parts', () => body('a.b.c')],
    ['jweForm', 'plain base64', () => changed(1, (text) => `${text.slice(1)}+`)],
    ['jweForm', 'padding', () => changed(4, (text) => `${text}==`)],
    ['jweForm', 'no key', () => changed(1, () => '')],
    ['jweHeader', 'a header that is not JSON', () => changed(0, () => 'AAAA')],
    ['jweParameters', 'a fifth parameter', () => sealedBody('{}', { ...header(), typ: 'JOSE' })],
    [
      'jweParameters',
      'three parameters',
      () => sealedBody('{}', { alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: 'x' }),
    ],
    ['kid', 'capitals', () => sealedBody('{}', { ...header(), kid: fingerprint().toUpperCase() })],
    ['kid', 'the client certificate', () => sealedBody('{}', { ...header(), kid: clientCertificateHash() })],
    ['alg', 'SHA-1', () => sealedBody('{}', { ...header(), alg: 'RSA-OAEP' })],
    ['enc', '128 bits', () => sealedBody('{}', { ...header(), enc: 'A128GCM' })],
    ['enc', 'CBC', () => sealedBody('{}', { ...header(), enc: 'A128CBC-HS256' })],
    ['cty', 'another type', () => sealedBody('{}', { ...header(), cty: 'text/plain' })],
    ['ivSize', '64 bits', () => changed(2, () => randomBytes(8).toString('base64url'))],
    ['jweOpens', 'another IV of 128 bits', () => changed(2, () => randomBytes(16).toString('base64url'))],
    ['jweOpens', 'another IV', () => changed(2, flip)],
    ['jweOpens', 'another key', () => changed(1, flip)],
    ['jweOpens', 'another text', () => changed(3, flip)],
    ['jweOpens', 'another tag', () => changed(4, flip)],
    ['json', 'not JSON', () => sealedBody('no JSON')],
    ['json', 'JSON in a JSON string', () => sealedBody(JSON.stringify('{}'))],
    ['encryptedOnce', 'an encrypted body in another', async () => sealedBody(await sealedBody('{}'))],
    ['json', 'not UTF-8', () => sealedBody(Buffer.from([0x22, 0xff, 0x22]))],
  ])('is refused by the check %s: %s', async (check, _what, text) => {
    const { status, json } = await post(await text())
    expect({ status, check: json.error?.check }).toEqual({ status: 400, check })
  })

  it('is refused if it is not declared as JSON', async () => {
    expect((await post(await sealedBody('{}'), mutual(), 'text/plain')).json.error.check).toBe('contentType')
    expect((await post(await sealedBody('{}'), mutual(), 'application/json; charset=utf-8')).status).toBe(200)
  })

  it('is refused with an IV that was seen, under another key too', async () => {
    const iv = randomBytes(12)
    const once = body(await seal('{"a":1}', header(), iv))
    expect((await post(once)).status).toBe(200)
    expect((await post(once)).json.error.check).toBe('ivUnused')
    expect((await post(body(await seal('{"b":2}', header(), iv)))).json.error.check).toBe('ivUnused')
    clock.now += 60
    expect((await post(once)).status).toBe(200)
  })
})

describe('mutual TLS', () => {
  it('refuses a client that shows no certificate, or one of another authority of the same name', async () => {
    const other = await makeAuthority()
    const forged = await other.client('Countersign sandbox client')
    const stranger = { cert: forged.certificate, key: forged.key }
    const [none, foreign] = [
      await post(await sealedBody('{}'), { ca: ca() }),
      await post('', { ca: ca(), ...stranger }),
    ]
    for (const { status, json } of [none, foreign])
      expect({ status, check: json.error.check }).toEqual({ status: 401, check: 'clientCertificate' })
    expect(none.json.error.got).toBe('no certificate')
    expect(foreign.json.error.got).not.toBe('no certificate')
    const chained = { cert: forged.certificate + other.certificate, key: forged.key }
    expect((await post('', { ca: ca(), ...chained })).status).toBe(401)
  })

  /** Connects as the agent does, and notes whether the session was one from before. */
  const watched = (resumed: boolean[]) =>
    function (this: Agent, ...given: Parameters<Agent['createConnection']>) {
      const socket = Agent.prototype.createConnection.apply(this, given) as TLSSocket
      return socket.once('secureConnect', () => resumed.push(socket.isSessionReused()))
    }

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('judges a resumed session of %s as the first', async (version) => {
    const bounds = { minVersion: version, maxVersion: version }
    for (const [tls, expected] of [
      [{ ca: ca() }, 401],
      [mutual(), 200],
    ] as const) {
      const resumed: boolean[] = []
      const agent = new Agent({ ...tls, ...bounds, keepAlive: false })
      agent.createConnection = watched(resumed)
      for (let n = 0; n < 3; n++) {
        const { status } = await ask(`${origin(sandbox, 'mastercard')}/x`, { method: 'GET', agent })
        expect(status).toBe(expected)
      }
      expect(resumed).toContain(true)
    }
  })

  it('lets a client verify its certificate: by its authority, for loopback only', async () => {
    await expect(post('', { ...mutual(), ca: [] })).rejects.toThrow(/unable to verify|self-signed/)
    await expect(post('', { ...mutual(), servername: 'api.mastercard.com' })).rejects.toThrow(/altnames/)
  })

  const reach = (minVersion: 'TLSv1' | 'TLSv1.2', maxVersion: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3') =>
    new Promise<string | null>((resolve, reject) => {
      const { hostname: host, port } = new URL(origin(sandbox, 'mastercard'))
      const ciphers = 'DEFAULT@SECLEVEL=0'
      const socket = connectTls({ host, port: Number(port), ...mutual(), minVersion, maxVersion, ciphers })
      socket.on('secureConnect', () => resolve(socket.getProtocol())).on('error', reject)
      socket.on('close', () => socket.destroy())
    })

  it('speaks TLS 1.2 and 1.3, and none before', async () => {
    expect(await reach('TLSv1.2', 'TLSv1.2')).toBe('TLSv1.2')
    expect(await reach('TLSv1.2', 'TLSv1.3')).toBe('TLSv1.3')
    // The alert is the server's word, not a lack of this client.
    await expect(reach('TLSv1', 'TLSv1.1')).rejects.toMatchObject({
      code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    })
  })
})

it('is served over plain http on request, without a certificate', async () => {
  const plain = await startSandbox({ providers: ['mastercard'], mastercard: { mutualTls: false } })
  expect(origin(plain, 'mastercard')).toMatch(/^http:/)
  expect(Object.keys(plain.env).sort()).toEqual([
    'MASTERCARD_DECRYPTION_KEY',
    'MASTERCARD_ENCRYPTION_CERTIFICATE',
    'MASTERCARD_HOSTS',
  ])
  expect((await ask(`${origin(plain, 'mastercard')}/x`)).status).toBe(200)
  await plain.close()
})
