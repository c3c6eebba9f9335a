import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fromObject, mastercardOauth } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { readCaptures, verifyFile } from '@countersign/verify'
import { FieldLevelEncryption, JweEncryption } from 'mastercard-client-encryption'
import oauth from 'mastercard-oauth1-signer'
import { describe, expect, it } from 'vitest'

const FOLDER = new URL('./fixtures/mastercard-plugin/', import.meta.url)
const pathOf = (text: string) => new URL(text.replace(/^.*\//, ''), FOLDER).pathname
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const signingKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const consumerKey = 'client!key'
const ORIGIN = 'https://sandbox.api.mastercard.com'

type Config = Readonly<Record<string, unknown>> & {
  mode?: string
  encryptionCertificate: string
  privateKey: string
}
const configOf = (name: string): Config =>
  JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')).mastercard.encryptionConfig

/** A request that Mastercard's libraries encrypt and sign. */
function sent(config: Config, path: string, body: object) {
  const files = {
    encryptionCertificate: pathOf(config.encryptionCertificate),
    privateKey: pathOf(config.privateKey),
  }
  const named = { ...config, ...files }
  const library = config.mode === 'JWE' ? new JweEncryption(named) : new FieldLevelEncryption(named)
  const made = library.encrypt(path, {}, structuredClone(body))
  return { text: JSON.stringify(made.body), headers: (made.header ?? {}) as Record<string, string> }
}

async function verdictOn(config: Config, path: string, { text, headers }: ReturnType<typeof sent>) {
  const authorization = oauth.getAuthorizationHeader(ORIGIN + path, 'POST', text, consumerKey, signingKey)
  const all = {
    Host: new URL(ORIGIN).host,
    Authorization: authorization,
    ...headers,
    'Content-Length': Buffer.byteLength(text),
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  const inline = {
    ...config,
    encryptionCertificate: readFileSync(pathOf(config.encryptionCertificate), 'utf8'),
    privateKey: readFileSync(pathOf(config.privateKey), 'base64'),
  }
  const settings = { consumerKey, signingKey, config: JSON.stringify({ encryptionConfig: inline }) }
  const [verdict] = await verifyFile(
    readCaptures(Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${text}`)),
    {
      providers: [mastercardOauth],
      settings: fromObject(mastercardOauth, settings),
      host: nodeHost(),
      at: Date.now() / 1000,
    },
  )
  return verdict
}

const NESTED = { elem1: { encryptedData: { accountNumber: '5123456789012345' } } }
const REQUESTS: readonly (readonly [file: string, path: string, body: object])[] = [
  ['config.json', '/resource', NESTED],
  ['config.json', '/resource', { elem1: { encryptedData: 'a text that is longer than any IV' } }],
  ['config-jwe.json', '/resource', NESTED],
  ['config-root-element.json', '/resource', { accountNumber: '5123456789012345' }],
  ['config-with-header.json', '/resource', { accountNumber: '5123456789012345' }],
  ['config-with-header.json', '/array-resp', [{ a: 1 }]],
]

describe('verify says right of what mastercard-client-encryption encrypts', () => {
  it.each(REQUESTS)('%s, %s, %j', async (file, path, body) => {
    const config = configOf(file)
    expect(await verdictOn(config, path, sent(config, path, body))).toMatchObject({
      verdict: 'verified',
      why: 'the signature matches',
    })
  })
  it.each(REQUESTS)('%s, %s, %j in plaintext: says that it is not encrypted', async (file, path, body) => {
    const plain = { text: JSON.stringify(body), headers: {} }
    const verdict = await verdictOn(configOf(file), path, plain)
    expect(verdict?.why).toContain('it is not encrypted, and MASTERCARD_OAUTH_CONFIG encrypts it')
  })
})
