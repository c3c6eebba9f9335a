import 'reflect-metadata'
import { generateKeyPairSync, webcrypto } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import {
  createServer as createHttp,
  request as forward,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createHttps } from 'node:https'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { type App, startFull } from './app.js'
import { POST_JSON } from './worlds.js'

// A token endpoint over TLS with a certificate of its own, and a proxy that opens tunnels.
let sandbox: Sandbox
let endpoint: Server
let proxy: Server
let proxyStatus = 200
let tunnels: { target: string; authorization: string | undefined }[] = []
let url = ''

const portOf = (server: Server) => (server.address() as { port: number }).port
const listening = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

beforeAll(async () => {
  sandbox = await startSandbox({ providers: ['sendpayments'] })
  endpoint = createHttps(await selfSigned(), forwarded) as never
  proxy = createHttp()
  proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
    tunnels.push({ target: String(request.url), authorization: request.headers['proxy-authorization'] })
    socket.on('error', () => {})
    if (proxyStatus !== 200) return socket.end(`HTTP/1.1 ${proxyStatus} No\r\nContent-Length: 0\r\n\r\n`)
    const [, port] = String(request.url).split(':')
    const there = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      there.pipe(socket).pipe(there)
    })
    return there.on('error', () => socket.destroy())
  })
  await Promise.all([listening(endpoint), listening(proxy)])
  url = `https://localhost:${portOf(endpoint)}`
})
afterAll(async () => {
  endpoint.close()
  proxy.close()
  await sandbox.close()
})
beforeEach(() => {
  tunnels = []
  proxyStatus = 200
})

async function selfSigned(ip?: string) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const { subtle } = webcrypto
  const keys = {
    publicKey: await subtle.importKey(
      'spki',
      publicKey.export({ type: 'spki', format: 'der' }),
      algorithm,
      true,
      ['verify'],
    ),
    privateKey: await subtle.importKey(
      'pkcs8',
      privateKey.export({ type: 'pkcs8', format: 'der' }),
      algorithm,
      true,
      ['sign'],
    ),
  }
  const notAfter = new Date(Date.now() + 86_400_000)
  const made = await X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=localhost',
      notBefore: new Date(Date.now() - 3_600_000),
      notAfter,
      signingAlgorithm: algorithm,
      keys,
      extensions: ip ? [new SubjectAlternativeNameExtension([{ type: 'ip', value: ip }])] : [],
    },
    webcrypto as never,
  )
  return { cert: made.toString('pem'), key: privateKey.export({ type: 'pkcs8', format: 'pem' }) }
}

function forwarded(request: IncomingMessage, response: ServerResponse) {
  const { method, url: path, headers } = request
  const on = forward(
    `${sandbox.origins.sendpayments}${path}`,
    { method, headers },
    (incoming: IncomingMessage) => {
      response.writeHead(incoming.statusCode ?? 500, incoming.headers)
      incoming.pipe(response)
    },
  )
  request.pipe(on)
}

/** The app with these preferences, in the file where it keeps them, or none. */
async function withSettings(settings: object | undefined, env: Record<string, string> = {}, at = url) {
  const data = mkdtempSync(join(tmpdir(), 'countersign-proxy-'))
  mkdirSync(join(data, 'plugins'))
  symlinkSync(inject('plugin'), join(data, 'plugins', 'insomnia-plugin-countersign'), 'junction')
  if (settings) writeFileSync(join(data, 'insomnia.Settings.db'), `${JSON.stringify(settings)}\n`)
  const app = await startFull(data, { INSOMNIA_DATA_PATH: data, HTTPS_PROXY: '', NO_PROXY: '', ...env })
  const environment = { ...sandbox.env, SENDPAYMENTS_HOSTS: new URL(at).host }
  return {
    send: () =>
      app.send({ request: { _id: 'req_1', ...POST_JSON, url: `${at}/v1` }, environment, dryRun: true }),
    close: () => closeAll(app, data),
  }
}

function closeAll(app: App, data: string) {
  app.close()
  rmSync(data, { recursive: true })
}

const bearer = {
  wire: { headers: expect.arrayContaining([['Authorization', expect.stringMatching(/^Bearer /)]]) },
}
const proxyUrl = (userInfo = '') => `http://${userInfo}127.0.0.1:${portOf(proxy)}`

describe('token requests heed the preferences of the app', () => {
  it.each<[string, object | undefined, RegExp]>([
    ['a certificate that nobody vouches for is refused', { validateAuthSSL: true }, /self-signed/],
    ['and if the preferences cannot be read', undefined, /self-signed/],
    ['and if only other requests go without validation', { validateSSL: false }, /self-signed/],
  ])('%s', async (_name, settings, says) => {
    const { send, close } = await withSettings(settings)
    const done = await send()
    close()
    expect(done.told.alerts).toEqual([expect.stringMatching(says)])
  })

  it('a certificate is not validated if that is switched off for authentication', async () => {
    const { send, close } = await withSettings({ validateAuthSSL: false })
    const done = await send()
    close()
    expect(done).toMatchObject(bearer)
    expect(tunnels).toEqual([])
  })

  it('goes through the proxy of the preferences, with its password', async () => {
    const { send, close } = await withSettings({
      validateAuthSSL: false,
      proxyEnabled: true,
      httpsProxy: proxyUrl('me:s%40t@'),
    })
    const done = await send()
    close()
    expect(done).toMatchObject(bearer)
    const authorization = `Basic ${Buffer.from('me:s@t').toString('base64')}`
    expect(tunnels).toEqual([{ target: `localhost:${portOf(endpoint)}`, authorization }])
  })

  it('goes through the proxy of the process environment if the preferences have none', async () => {
    const { send, close } = await withSettings({ validateAuthSSL: false }, { HTTPS_PROXY: proxyUrl() })
    expect(await send()).toMatchObject(bearer)
    close()
    expect(tunnels).toHaveLength(1)
  })

  it.each<[string, object]>([
    ['is switched off', { proxyEnabled: false }],
    ['is not for this host', { noProxy: 'elsewhere.example, localhost' }],
    ['is for no host', { noProxy: '*' }],
  ])('uses no proxy that %s', async (_name, settings) => {
    const { send, close } = await withSettings({
      validateAuthSSL: false,
      httpsProxy: proxyUrl(),
      ...settings,
    })
    expect(await send()).toMatchObject(bearer)
    close()
    expect(tunnels).toEqual([])
  })

  it('validates behind a proxy, too', async () => {
    const { send, close } = await withSettings({ proxyEnabled: true, httpsProxy: proxyUrl() })
    const done = await send()
    close()
    expect(done.told.alerts).toEqual([expect.stringMatching(/self-signed/)])
  })

  describe('the certificate of a host that is an IP address, behind a proxy of another name', () => {
    it.each<[string, string | undefined, object]>([
      ['is accepted if it is for that address', '127.0.0.1', bearer],
      [
        "is refused if it is for the proxy's name",
        undefined,
        { told: { alerts: [expect.stringMatching(/its certificate is for another name/)] } },
      ],
    ])('%s', async (_name, ip, expected) => {
      const certificate = await selfSigned(ip)
      const server = createHttps(certificate, forwarded) as never as Server
      await listening(server)
      const data = mkdtempSync(join(tmpdir(), 'countersign-ca-'))
      writeFileSync(join(data, 'ca.pem'), certificate.cert)
      const settings = { proxyEnabled: true, httpsProxy: `http://localhost:${portOf(proxy)}` }
      const env = { NODE_EXTRA_CA_CERTS: join(data, 'ca.pem') }
      const { send, close } = await withSettings(settings, env, `https://127.0.0.1:${portOf(server)}`)
      expect(await send()).toMatchObject(expected)
      close()
      server.close()
      rmSync(data, { recursive: true })
      expect(tunnels).toHaveLength(1)
    })
  })

  it.each<[string, () => string, RegExp]>([
    ['refuses', () => proxyUrl(), /the proxy 127\.0\.0\.1:\d+ refused to connect: 407/],
    ['is not there', () => 'http://127.0.0.1:9', /the proxy 127\.0\.0\.1:9 cannot be used/],
    ['is of another kind', () => 'socks5://127.0.0.1:9', /the proxy is of the kind socks5/],
  ])('says that a proxy %s, and sends nothing', async (_name, httpsProxy, says) => {
    proxyStatus = 407
    const { send, close } = await withSettings({
      validateAuthSSL: false,
      proxyEnabled: true,
      httpsProxy: httpsProxy(),
    })
    const done = await send()
    close()
    expect(done.told.alerts).toEqual([expect.stringMatching(says)])
    expect(done.wire).toBeUndefined()
  })
})
