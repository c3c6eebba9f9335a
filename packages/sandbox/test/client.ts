import { type Agent, request as overHttp } from 'node:http'
import { request as overHttps, Agent as TlsAgent } from 'node:https'
import type { Incoming } from '../src/incoming.js'
import type { Sandbox } from '../src/index.js'
import type { Times } from '../src/verifier.js'

export interface Sent {
  readonly method?: string
  readonly headers?: Record<string, string | string[]>
  /** Several pieces are sent chunked. */
  readonly body?: string | Buffer | readonly (string | Buffer)[]
  /** Of node:https. */
  readonly tls?: object
  readonly agent?: Agent
}

export interface Got {
  readonly status: number
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: responses have several shapes
  readonly json: any
}

/** A client of the tests' own, on node:http alone. */
export function ask(url: string, sent: Sent = {}): Promise<Got> {
  const { method = 'POST', headers = {}, body = '', tls, agent = tls && new TlsAgent(tls) } = sent
  return new Promise((resolve, reject) => {
    const open = url.startsWith('https') ? overHttps : overHttp
    const request = open(url, { method, headers, ...(agent && { agent }) }, async (response) => {
      const chunks: Buffer[] = []
      try {
        for await (const chunk of response) chunks.push(chunk)
        resolve(got(response.statusCode ?? 0, Buffer.concat(chunks).toString()))
      } catch (error) {
        reject(error)
      }
    })
    request.on('error', reject)
    if (typeof body === 'string' || Buffer.isBuffer(body)) return void request.end(body)
    for (const piece of body) request.write(piece)
    request.end()
  })
}

const got = (status: number, text: string): Got => ({
  status,
  text,
  json: /^[{]/.test(text) ? JSON.parse(text) : undefined,
})

export const setting = (sandbox: Sandbox, name: string): string => sandbox.env[name] ?? ''
export const origin = (sandbox: Sandbox, provider: string): string => sandbox.origins[provider] ?? ''

let counter = 0
/** Alphanumeric, and never the same. */
export const unique = (digits: number): string => (++counter).toString(16).padStart(digits, '0')

/** What a verifier is handed, without a server. */
export const incoming = (changes: Partial<Incoming> = {}): Incoming => ({
  method: 'POST',
  target: changes.path ?? '/',
  path: '/',
  headers: {},
  body: Buffer.alloc(0),
  clientCertificate: undefined,
  ...changes,
})

export const times = (changes: Partial<Times> = {}): Times => ({
  clock: () => 0,
  tokenLifetime: undefined,
  maxAge: 300,
  skew: 30,
  remember: 3600,
  rememberMost: 1_000_000,
  ...changes,
})
