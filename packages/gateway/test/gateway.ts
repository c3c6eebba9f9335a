import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { createSigner, defineProvider, memoryTokens } from '@countersign/core'
import { nodeHost, nodeNow } from '@countersign/hosts/node'
import { createGateway, type GatewayOptions, type Passed } from '../dist/index.js'

export const SECRET = 'acme-secret-0123456789'

/** Signs method, target and body. */
export const acme = defineProvider({
  id: 'acme',
  name: 'Acme',
  hosts: ['api.acme.example'],
  settings: [{ name: 'secret', about: 'the secret', required: true, secret: true, kind: 'text' }],
  setup: ({ secret = '' }) => secret,
  sign: ({ request, url, settings, host }) => ({
    headers: {
      'X-Signature': host.hmac(
        'SHA-256',
        settings,
        [`${request.method} ${request.url.slice(url.origin.length)}\n`, request.body],
        'hex',
      ),
    },
    secrets: ['X-Signature'],
  }),
})

/** Signs method and target alone: its bodies are streamed. */
export const plain = defineProvider({
  ...acme,
  id: 'plain',
  name: 'Plain',
  needs: () => ({ body: false, waits: false, how: 'HMAC over method and target' }),
  sign: ({ request, url, settings, host }) => ({
    headers: {
      'X-Signature': host.hmac(
        'SHA-256',
        settings,
        `${request.method} ${request.url.slice(url.origin.length)}\n`,
        'hex',
      ),
    },
  }),
})

export interface Running {
  readonly url: string
  readonly port: number
  readonly log: Passed[]
  close(): Promise<void>
}

/** A gateway for Acme's scheme that sends to `origin`. */
export async function running(
  origin: string,
  more: Partial<GatewayOptions> & {
    readonly settings?: Readonly<Record<string, string>>
    readonly provider?: typeof acme
  } = {},
): Promise<Running> {
  const { settings, provider = acme, ...options } = more
  const variable = provider.id.toUpperCase()
  const env: Record<string, string> = {
    [`${variable}_SECRET`]: SECRET,
    [`${variable}_HOSTS`]: new URL(origin).host,
    ...settings,
  }
  const signer = createSigner({
    providers: [provider],
    settings: (name) => env[name],
    host: nodeHost({ tokens: memoryTokens({ now: nodeNow }) }),
  })
  const log: Passed[] = []
  const { server, close } = createGateway({
    signer,
    routes: [{ provider, origin }],
    reach: () => ({}),
    allowed: [],
    isLocal: true,
    origins: [],
    log: (passed) => log.push(passed),
    ...options,
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, port, log, close: () => close(0.2) }
}

/** What comes back for these very bytes, until the gateway ends the connection. */
export function raw(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
    })
    socket.on('close', () => resolve(text))
    socket.on('error', () => {})
    socket.write(bytes)
    setTimeout(() => socket.destroy(), 10_000).unref()
  })
}
