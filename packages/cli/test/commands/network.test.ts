import { writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { createServer as secureServer } from 'node:https'
import { type AddressInfo, connect, type Server, type Socket, createServer as socketServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { certificateFor } from '../../../hosts/test/certificate.js'
import { emptyFolder, run } from '../run.js'

const INQUD = { INQUD_TOKEN_ID: 'TKN-1', INQUD_TOKEN_SECRET: 'throwaway-secret' }
const closing: (() => void)[] = []
afterAll(() => {
  for (const close of closing) close()
})

async function portOf(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket.on('error', () => {})))
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** A server that writes this to each request, and nothing more. */
const silentAfter = (text: string) =>
  portOf(socketServer((socket) => void socket.once('data', () => text && socket.write(text))))

/** What a command says of a server at a port of this machine, which is one of Inqud's hosts. */
async function saidOf(args: readonly string[], port: number, env: Record<string, string> = {}) {
  const hosts = `127.0.0.1:${port}`
  const words = args.map((word) => word.replace('HOST', hosts))
  const { stderr, status } = await run(words, { env: { ...INQUD, INQUD_HOSTS: hosts, ...env } })
  return { status, said: stderr.replaceAll(hosts, 'HOST').replace(/\s+/g, ' ').trim() }
}

const LOOK = 'The request may have been carried out all the same: look before you send it again.'

describe('a server that is silent', () => {
  let silent = 0
  beforeAll(async () => {
    silent = await silentAfter('')
  })

  it('ends send by --timeout, which warns of sending a payment twice', async () => {
    const { status, said } = await saidOf(['send', 'POST', 'http://HOST/v1', '--timeout', '0.3'], silent)
    expect(status).toBe(1)
    expect(said).toBe(
      `countersign: No response from HOST: HOST accepted the connection, but sent no response within 0.3 s. --timeout SECONDS waits longer. ${LOOK}`,
    )
    const read = await saidOf(['send', 'GET', 'http://HOST/v1', '--timeout', '0.3'], silent)
    expect(read.said).toMatch(/waits longer\.$/)
  })

  it('ends the reading of a body', async () => {
    const port = await silentAfter('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')
    const { said } = await saidOf(['send', 'GET', 'http://HOST/v1', '--timeout', '0.3'], port)
    expect(said).toMatch(
      /Unusable response from HOST: the response began, but was not complete within 0\.3 s\. --timeout SECONDS/,
    )
  })

  it('ends the request for a token', async () => {
    const env = {
      SENDPAYMENTS_CLIENT_ID: 'a',
      SENDPAYMENTS_CLIENT_SECRET: 'throwaway-secret',
      INQUD_HOSTS: '',
    }
    const own = { ...env, SENDPAYMENTS_HOSTS: `127.0.0.1:${silent}` }
    for (const command of ['send', 'sign']) {
      const { said } = await saidOf([command, 'GET', 'http://HOST/v1', '--timeout', '0.3'], silent, own)
      expect(said).toMatch(/No token: .* sent no response within 0\.3 s\. --timeout SECONDS waits longer\./)
    }
  })

  it.each(['0', '-1', '1m', '1e9', ''])('--timeout %s is a wrong use', async (value) => {
    const { status, said } = await saidOf(['send', 'GET', 'http://HOST/v1', `--timeout=${value}`], silent)
    expect(status).toBe(2)
    expect(said).toMatch(/--timeout takes seconds, more than 0 and up to 86400, such as 30\./)
  })
})

describe('what to do next is said of', () => {
  it('a name that nobody knows, and a port that nobody listens at', async () => {
    const { said } = await saidOf(['send', 'GET', 'https://no-such-host.invalid/', '--unsigned'], 1)
    expect(said).toMatch(/VPN\. If this network has a proxy, set HTTPS_PROXY=http:\/\/HOST:PORT\.$/)
    const closed = await saidOf(['send', 'POST', 'http://HOST/v1'], 1)
    expect(closed.said).toMatch(
      /\(connection refused\)\. Start the server, or correct the port\. .*wait until it says that it is listening\.$/,
    )
  })

  it('plain HTTP at a port of TLS, and TLS at one of plain HTTP', async () => {
    const plain = await portOf(createServer((_request, response) => void response.end()))
    const tls = await saidOf(['send', 'GET', 'https://HOST/v1'], plain)
    expect(tls.said).toMatch(/it does not speak TLS at this port\. Check the port\./)
    const secure = await portOf(secureServer(certificateFor('127.0.0.1')))
    const { said } = await saidOf(['send', 'GET', 'http://HOST/v1'], secure)
    expect(said).toMatch(/closed the connection before it responded\. If that port speaks TLS, write https:/)
  })

  it('a certificate that is not trusted, has expired, or is for another name', async () => {
    const cwd = emptyFolder()
    const said = async (identity: { cert: string; key: string }, ...args: string[]) => {
      const port = await portOf(secureServer(identity))
      writeFileSync(join(cwd, 'ca.pem'), identity.cert)
      return (await saidOf(['send', 'GET', 'https://HOST/v1', ...args], port)).said
    }
    const trusted = ['--cacert', join(cwd, 'ca.pem')]
    expect(await said(certificateFor('127.0.0.1'))).toMatch(
      /self-signed\. If you trust it, name .* --cacert FILE, .* NODE_EXTRA_CA_CERTS=FILE\./,
    )
    expect(await said(certificateFor('127.0.0.1', new Date(1000)), ...trusted)).toMatch(
      /has expired\. Check this machine's clock\./,
    )
    expect(await said(certificateFor('192.0.2.1'), ...trusted)).toMatch(
      /for another name \(IP Address:192\.0\.2\.1\)\. Check the host in the URL/,
    )
  })

  it('a redirect', async () => {
    const target = '/b?token=x'
    const port = await portOf(
      createServer((_request, response) => void response.writeHead(302, { Location: target }).end()),
    )
    const { status, said } = await saidOf(['send', 'GET', 'http://HOST/v1'], port)
    expect(status).toBe(0)
    expect(said).toBe(
      'countersign: The response has the status 302 (Found). It redirects to http://HOST/b, which is not followed: the signature is for the URL that you gave. If you trust it, send to that URL.',
    )
  })
})

describe('a proxy', () => {
  const asked: (string | undefined)[] = []
  const proxy = createServer()
  let env: Record<string, string> = {}
  let arrived: IncomingMessage['headers'] = {}
  const cwd = emptyFolder()
  beforeAll(async () => {
    // An address for documentation (RFC 5737): nobody is there but through the proxy.
    const identity = certificateFor('192.0.2.7')
    writeFileSync(join(cwd, 'ca.pem'), identity.cert)
    const far = await portOf(
      secureServer(identity, ({ headers }, response) => {
        arrived = headers
        response.end('there')
      }),
    )
    proxy.on('connect', ({ url, headers }: IncomingMessage, client: Socket) => {
      asked.push(url)
      if (!headers['proxy-authorization']) return client.end('HTTP/1.1 407 Who are you\r\n\r\n')
      const server = connect(far, '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'))
      server.pipe(client).pipe(server)
      for (const end of [server, client]) end.on('error', () => {})
    })
    const origin = `http://user:proxy-password@127.0.0.1:${await portOf(proxy)}`
    env = { ...INQUD, INQUD_HOSTS: '192.0.2.7', HTTPS_PROXY: origin }
  })
  const SEND = ['send', 'GET', 'https://192.0.2.7/v1', '--cacert', 'ca.pem']

  it('of HTTPS_PROXY is used, and sees neither request nor signature', async () => {
    const { text, stderr } = await run(SEND, { env, cwd })
    expect({ text, stderr }).toEqual({ text: 'there', stderr: '' })
    expect(asked).toEqual(['192.0.2.7:443'])
    expect(arrived['x-hmac-sha256-signature']).toMatch(/^[0-9a-f]{64}$/)
    expect(arrived['proxy-authorization']).toBeUndefined()
  })

  it('that wants a password, and one that is not there, are named without it', async () => {
    const without = env.HTTPS_PROXY?.replace('user:proxy-password@', '') ?? ''
    const refused = await run(SEND, { env: { ...env, HTTPS_PROXY: without }, cwd })
    expect(refused.stderr.replace(/\s+/g, ' ')).toMatch(
      /the proxy 127\.0\.0\.1:\d+ refused to connect: 407 Proxy Authentication Required\. Put its user name and password into the variable/,
    )
    const gone = await run(SEND, { env: { ...env, HTTPS_PROXY: 'http://u:proxy-password@127.0.0.1:1' }, cwd })
    expect(gone.stderr).toMatch(/the proxy 127\.0\.0\.1:1 cannot be used: nothing listens at 127\.0\.0\.1:1/)
    expect(refused.stderr + gone.stderr).not.toContain('proxy-password')
  })
})
