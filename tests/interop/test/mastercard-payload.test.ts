import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSigner, fromObject, type Host, mastercardOauth } from '@countersign/core'
import { FieldLevelEncryption, JweEncryption } from 'mastercard-client-encryption'
import { describe, expect, it } from 'vitest'
import { hosts } from './hosts.js'

// The configurations and responses of Mastercard's Insomnia plugin, with the keys that it publishes for its tests.
const FOLDER = new URL('./fixtures/mastercard-plugin/', import.meta.url)
const read = (name: string) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))
const pathOf = (text: string) => new URL(text.replace(/^.*\//, ''), FOLDER).pathname

// Opening the plugin's PKCS#12 takes longer than all of the rest, so it is done once, in a test of its own.
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const signingKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

const URL_OF = (path: string) => `https://sandbox.api.mastercard.com${path}`

interface Given {
  readonly config: Readonly<Record<string, unknown>>
  readonly library: {
    encrypt(url: string, header: object, body: object): { header: Record<string, string>; body: object }
    decrypt(response: object): object
  }
}

/** A published configuration, with more paths if asked for, and the library's own service for it. */
function given(name: string, paths?: readonly object[]): Given {
  const file = read(name)
  const encryption = { ...file.mastercard.encryptionConfig, ...(paths && { paths }) }
  const named = {
    ...encryption,
    encryptionCertificate: pathOf(encryption.encryptionCertificate),
    privateKey: pathOf(encryption.privateKey),
  }
  const library = encryption.mode === 'JWE' ? new JweEncryption(named) : new FieldLevelEncryption(named)
  const inline = {
    ...encryption,
    encryptionCertificate: readFileSync(named.encryptionCertificate, 'utf8'),
    privateKey: readFileSync(named.privateKey, 'base64'),
  }
  const keystoreP12Path = readFileSync(pathOf(file.mastercard.keystoreP12Path), 'base64')
  return {
    config: { ...file, mastercard: { ...file.mastercard, keystoreP12Path, encryptionConfig: inline } },
    library,
  }
}

const signerFor = (config: object, host: Host) =>
  createSigner({
    providers: [mastercardOauth],
    settings: fromObject(mastercardOauth, { config: JSON.stringify(config), signingKey }),
    host,
  })

async function seal(config: object, url: string, body: object, host: Host) {
  const text = JSON.stringify(body)
  const headers: [string, string][] = [['Content-Type', 'application/json']]
  const { request } = await signerFor(config, host).apply({ method: 'POST', url, headers, body: text })
  const sent = Object.fromEntries(request.headers.map(([name, value]) => [name.toLowerCase(), value]))
  return { body: JSON.parse(String(request.body)), header: sent, sent: request }
}

async function open(
  config: object,
  url: string,
  { body, header = {} }: { body: object; header?: object },
  host: Host,
) {
  const response = {
    status: 200,
    headers: Object.entries(header) as [string, string][],
    body: JSON.stringify(body),
  }
  const opened = await signerFor(config, host).open(url, response)
  return opened.body && JSON.parse(new TextDecoder().decode(opened.body))
}

const nested = (back: string, forth = back) => [
  {
    path: '/resource',
    toEncrypt: [{ element: back, obj: forth }],
    toDecrypt: [{ element: forth, obj: back }],
  },
]
const two = [
  {
    path: '/resource',
    toEncrypt: [
      { element: 'card.number', obj: 'card.sealed' },
      { element: 'people', obj: 'people' },
    ],
    toDecrypt: [
      { element: 'card.sealed', obj: 'card.number' },
      { element: 'people', obj: 'people' },
    ],
  },
]

const BODIES: readonly (readonly [string, object, (readonly object[])?])[] = [
  [
    'an object at the published path',
    { elem1: { encryptedData: { accountNumber: '5123456789012345' } }, other: 1 },
  ],
  ['a text', { elem1: { encryptedData: 'plain' } }],
  ['a nested path', { a: { b: { c: 1 }, d: 2 } }, nested('a.b', 'a.sealed')],
  ['an array', { list: [1, { a: 2 }], other: true }, nested('list', 'sealed')],
  ['several elements', { card: { number: '1', cvc: 2 }, people: [{ name: 'A' }], rest: {} }, two],
  ['the whole body', { a: 1, b: [2] }, nested('$')],
  ['a whole body that is an array', [{ a: 1 }, 2], nested('$')],
]

describe.each(['config.json', 'config-jwe.json'])('%s of the plugin', (file) => {
  it.each(BODIES)('%s: encrypted here, the library decrypts it as its own', async (name, body, paths) => {
    const backwards = (paths ?? [
      {
        path: '/resource',
        toEncrypt: [{ element: 'elem1.encryptedData', obj: 'elem1' }],
        toDecrypt: [{ element: 'elem1', obj: 'elem1.encryptedData' }],
      },
    ]) as readonly object[]
    const { config, library } = given(file, backwards)
    const mine = library.encrypt('/resource', {}, structuredClone(body)).body
    const expected = library.decrypt({ body: structuredClone(mine), request: { url: '/resource' } })
    for (const make of makersFor(name)) {
      const sealed = await seal(config, URL_OF('/resource?a=1'), body, make())
      expect(shape(sealed.body)).toEqual(shape(mine))
      expect(library.decrypt({ body: sealed.body, request: { url: '/resource' } })).toEqual(expected)
    }
  })

  it.each(BODIES)(
    '%s: encrypted by the library, decrypted here as by the library',
    async (name, body, paths) => {
      const { config, library } = given(file, paths)
      const mine = library.encrypt('/resource', {}, structuredClone(body)).body
      const expected = library.decrypt({ body: structuredClone(mine), request: { url: '/resource' } })
      for (const make of makersFor(name)) {
        const opened = await open(config, URL_OF('/resource'), { body: mine }, make())
        expect(opened ?? mine).toEqual(expected)
      }
    },
  )

  it('decrypts the response that the plugin is tested with', async () => {
    const { config } = given(file)
    const body = read(file === 'config.json' ? 'mock-response.json' : 'mock-jwe-response.json')
    expect(await open(config, URL_OF('/resource'), { body }, hosts.node?.() as Host)).toEqual({
      foo: { accountNumber: '5123456789012345' },
    })
  })

  it('leaves other paths, and a request that is encrypted already, as they are', async () => {
    const { config } = given(file)
    const host = hosts.node?.() as Host
    const body = { elem1: { encryptedData: { a: 1 } } }
    expect((await seal(config, URL_OF('/other'), body, host)).body).toEqual(body)
    const once = await seal(config, URL_OF('/resource'), body, host)
    expect((await seal(config, URL_OF('/resource'), once.body, host)).body).toEqual(once.body)
  })
})

// Plain JavaScript takes half a second for each, so it does the first only.
const makersFor = (name: string) =>
  Object.entries(hosts).flatMap(([host, make]) =>
    host === 'portable' && name !== BODIES[0]?.[0] ? [] : [make],
  )

/** The names and the lengths of what is encrypted. */
const shape = (body: object): unknown =>
  JSON.parse(JSON.stringify(body), (name, value) =>
    typeof value !== 'string' || name === 'publicKeyFingerprint' || name === 'oaepHashingAlgorithm'
      ? value
      : /\./.test(value)
        ? value.split('.')[0]
        : value.length,
  )

describe('config-with-header.json of the plugin', () => {
  it('puts key and IV into headers, which the library decrypts by', async () => {
    const { config, library } = given('config-with-header.json')
    const body = { accountNumber: '5123456789012345' }
    const sealed = await seal(config, URL_OF('/resource'), body, hosts.node?.() as Host)
    expect(Object.keys(sealed.body)).toEqual(['encrypted_payload'])
    expect(sealed.header['x-oaep-hashing-algorithm']).toBe('SHA512')
    const request = { url: '/resource' }
    expect(library.decrypt({ body: sealed.body, header: sealed.header, request })).toEqual(body)
  })

  it('decrypts the response that the plugin is tested with', async () => {
    const { config } = given('config-with-header.json')
    const response = { body: read('mock-response-header.json'), header: read('mock-header.json') }
    expect(await open(config, URL_OF('/resource'), response, hosts.node?.() as Host)).toEqual({
      accountNumber: '5123456789012345',
    })
  })
})
