import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { createSigner, fromObject, mastercardOauth } from '@countersign/core'
import { createGateway } from '@countersign/gateway'
import { nodeHost } from '@countersign/hosts/node'
import { nodeUnlock } from '@countersign/hosts/node/unlock'
import { main } from 'countersign'
import { FieldLevelEncryption, JweEncryption } from 'mastercard-client-encryption'
import oauth from 'mastercard-oauth1-signer'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

// As the plugin's repository has them: configurations whose paths are relative to the folder at hand.
const fixtures = fileURLToPath(new URL('./fixtures/mastercard-plugin/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'countersign-mastercard-'))
const read = (name: string) => JSON.parse(readFileSync(join(fixtures, name), 'utf8')).mastercard
const { consumerKey, keystoreP12Path, keystorePassword } = read('config.json')

let server: Server
let origin = ''
let signingKey = ''
/** The configuration that the vendor plays by. */
let file = ''
/** What the vendor's libraries make of the request that came. */
let accepted: { signature: boolean; body: unknown } | undefined

beforeAll(async () => {
  cpSync(fixtures, join(folder, 'test/__res__'), { recursive: true })
  cpSync(fixtures, folder, { recursive: true })
  signingKey = opened(join(folder, keystoreP12Path))
  server = createServer((request, response) => void vendor(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The key in the PKCS#12 of the plugin's tests, as OpenSSL reads it. */
function opened(path: string): string {
  const words = [
    'pkcs12',
    '-in',
    path,
    '-nocerts',
    '-nodes',
    '-legacy',
    '-passin',
    `pass:${keystorePassword}`,
  ]
  return execFileSync('openssl', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

/** The API, played by Mastercard's own libraries and the keys of the same configuration. */
async function vendor(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request)
  const header = request.headers.authorization ?? ''
  const of = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(header)?.[1] ?? ''
  vi.spyOn(oauth as never, 'getNonce').mockReturnValue(of('oauth_nonce') as never)
  vi.spyOn(oauth as never, 'getTimestamp').mockReturnValue(of('oauth_timestamp') as never)
  const url = `${origin}${request.url}`
  const expected = oauth.getAuthorizationHeader(url, request.method ?? '', body, consumerKey, signingKey)
  const library = libraryOf(file)
  const sent = { body: JSON.parse(body), request: { url: '/resource' } }
  accepted = { signature: header === expected, body: library.decrypt(sent) }
  response.writeHead(200, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify(library.encrypt('/resource', {}, structuredClone(RESPONSE)).body))
}

/** The library with the configuration turned round: it decrypts requests and encrypts responses. */
function libraryOf(name: string) {
  const { encryptionConfig } = read(name)
  const paths = [
    {
      path: '/resource',
      toEncrypt: [{ element: 'foo.elem1', obj: 'foo.elem1' }],
      toDecrypt: [{ element: 'elem1', obj: 'elem1.encryptedData' }],
    },
  ]
  const files = { encryptionCertificate: 'test_certificate.cert', privateKey: 'test_key.der' }
  const named = Object.entries(files).map(([member, one]) => [member, join(fixtures, one)])
  const config = { ...encryptionConfig, ...Object.fromEntries(named), paths }
  return config.mode === 'JWE' ? new JweEncryption(config) : new FieldLevelEncryption(config)
}

const BODY = { elem1: { encryptedData: { accountNumber: '5123456789012345' } } }
const RESPONSE = { foo: { elem1: { accountNumber: '5123456789012345' } } }
const TARGET = '/resource?b=2&a=1'

async function byCommandLine(): Promise<unknown> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const env = {
    MASTERCARD_OAUTH_CONFIG_FILE: join(folder, file),
    MASTERCARD_OAUTH_HOSTS: new URL(origin).host,
  }
  const words = ['send', 'POST', `${origin}${TARGET}`, '--body', JSON.stringify(BODY)]
  const status = await main(words, { env, stdin: new PassThrough(), stdout, stderr })
  expect([status, String(stderr.read() ?? '')]).toEqual([0, ''])
  return JSON.parse(String(stdout.read()))
}

async function byGateway(): Promise<unknown> {
  const settings = fromObject(mastercardOauth, {
    config: JSON.stringify(inlined(file)),
    hosts: new URL(origin).host,
  })
  const host = { ...nodeHost(), unlock: nodeUnlock }
  const { server: gateway, close } = createGateway({
    signer: createSigner({ providers: [mastercardOauth], settings, host }),
    routes: [{ provider: mastercardOauth, origin }],
    reach: () => ({}),
    allowed: [],
    isLocal: true,
    origins: [],
  })
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  const { port } = gateway.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}/mastercard-oauth${TARGET}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(BODY),
  })
  const body = await response.json()
  await close(0)
  return body
}

/** The configuration with the files themselves in place of their paths. */
function inlined(name: string): object {
  const { encryptionConfig, ...own } = read(name)
  const base64 = (path: string) => readFileSync(join(folder, path), 'base64')
  const { encryptionCertificate, privateKey } = encryptionConfig
  return {
    ...own,
    keystoreP12Path: base64(keystoreP12Path),
    encryptionConfig: {
      ...encryptionConfig,
      encryptionCertificate: readFileSync(join(folder, encryptionCertificate), 'utf8'),
      privateKey: base64(privateKey),
    },
  }
}

describe.each(['config.json', 'config-jwe.json'])("%s of the plugin, and Mastercard's libraries", (name) => {
  it.each([
    ['countersign send', byCommandLine],
    ['the gateway', byGateway],
  ])('%s: they accept the request, and their response is decrypted', async (_way, send) => {
    file = name
    accepted = undefined
    const response = await send()
    expect(accepted).toEqual({ signature: true, body: BODY })
    expect(response).toEqual({ foo: { accountNumber: '5123456789012345' } })
  })
})
