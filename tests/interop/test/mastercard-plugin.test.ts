import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { createSigner, mastercardOauth } from '@countersign/core'
import { createGateway } from '@countersign/gateway'
import { nodeHost } from '@countersign/hosts/node'
import { startSandbox } from '@countersign/sandbox'
import { main } from 'countersign'
import { FieldLevelEncryption } from 'mastercard-client-encryption'
import oauth from 'mastercard-oauth1-signer'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'

// As the plugin's repository has them: a configuration whose paths are relative to the folder at hand.
const fixtures = fileURLToPath(new URL('./fixtures/mastercard-plugin/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'countersign-mastercard-'))
const file = join(folder, 'config.json')
const read = (name: string) => JSON.parse(readFileSync(join(fixtures, name), 'utf8'))
const { consumerKey, encryptionConfig, keystoreP12Path, keystorePassword } = read('config.json').mastercard

let server: Server
let origin = ''
/** What the vendor's libraries make of the request that came. */
let accepted: { signature: boolean; body: unknown } | undefined

beforeAll(async () => {
  cpSync(fixtures, join(folder, 'test/__res__'), { recursive: true })
  cpSync(join(fixtures, 'config.json'), file)
  server = createServer((request, response) => void vendor(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The API, played by Mastercard's own libraries and the keys of the same configuration. */
async function vendor(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request)
  const url = `${origin}${request.url}`
  const header = request.headers.authorization ?? ''
  const of = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(header)?.[1] ?? ''
  vi.spyOn(oauth as never, 'getNonce').mockReturnValue(of('oauth_nonce') as never)
  vi.spyOn(oauth as never, 'getTimestamp').mockReturnValue(of('oauth_timestamp') as never)
  const expected = oauth.getAuthorizationHeader(url, request.method ?? '', body, consumerKey, signingKey())
  const files = { encryptionCertificate: 'test_certificate.cert', privateKey: 'test_key.der' }
  const paths = Object.fromEntries(Object.entries(files).map(([name, one]) => [name, join(fixtures, one)]))
  const toDecrypt = [{ element: 'elem1', obj: 'elem1.encryptedData' }]
  const library = new FieldLevelEncryption({
    ...encryptionConfig,
    ...paths,
    paths: [{ path: '/resource', toEncrypt: [], toDecrypt }],
  })
  const opened = library.decrypt({ body: JSON.parse(body), request: { url: '/resource' } })
  accepted = { signature: header === expected, body: opened }
  response.writeHead(200, { 'Content-Type': 'application/json' })
  response.end(readFileSync(join(fixtures, 'mock-response.json')))
}

/** The key in the PKCS#12 of the plugin's tests, as OpenSSL reads it. */
function signingKey(): string {
  const path = join(folder, keystoreP12Path)
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

it("sends the request of the plugin's sample configuration, and Mastercard's libraries accept it", async () => {
  const body = { elem1: { encryptedData: { accountNumber: '5123456789012345' } } }
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const env = {
    MASTERCARD_OAUTH_CONFIG_FILE: file,
    MASTERCARD_OAUTH_HOSTS: new URL(origin).host,
  }
  const words = ['send', 'POST', `${origin}/resource?b=2&a=1`, '--body', JSON.stringify(body)]
  const status = await main(words, { env, stdin: new PassThrough(), stdout, stderr })
  expect([status, String(stderr.read() ?? '')]).toEqual([0, ''])
  expect(accepted).toEqual({ signature: true, body })
  // The library's own response, decrypted.
  expect(JSON.parse(String(stdout.read()))).toEqual({ foo: { accountNumber: '5123456789012345' } })
})

it('passes the gateway: signed and encrypted on the way out, decrypted on the way back', async () => {
  const sandbox = await startSandbox({
    providers: ['mastercard-oauth'],
    mastercardOauth: { encryption: true },
  })
  const to = sandbox.origins['mastercard-oauth'] ?? ''
  const settings = (name: string) => sandbox.env[name]
  const { server, close } = createGateway({
    signer: createSigner({ providers: [mastercardOauth], settings, host: nodeHost() }),
    routes: [{ provider: mastercardOauth, origin: to }],
    tls: () => ({}),
    allowed: [],
    isLocal: true,
    origins: [],
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}/mastercard-oauth/cards`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"card":{"number":"5123"}}',
  })
  expect(await response.json()).toMatchObject({ ok: true, way: 'oauth1', card: { number: '5123' } })
  await close(0)
  await sandbox.close()
})
