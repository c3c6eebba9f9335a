import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { Refusal } from './refusal.js'

/** A request as it came in, its body whole. */
export interface Incoming {
  readonly method: string
  /** With its query. */
  readonly target: string
  /** Without it. */
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
  /** Whether the client showed a certificate of the sandbox's authority; undefined over plain http. */
  readonly clientCertificate: { readonly authorized: boolean; readonly why: string } | undefined
}

const MAX_BODY = 64 * 1024 * 1024

/** Reads a request. @throws {Refusal} 413 over 64 MiB */
export async function readIncoming(message: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > MAX_BODY) throw tooLarge(length)
    chunks.push(chunk)
  }
  const target = message.url ?? '/'
  return {
    method: message.method ?? 'GET',
    target,
    path: target.replace(/[?#].*$/s, ''),
    headers: message.headers,
    body: chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks),
    clientCertificate: certificateOf(message),
  }
}

function certificateOf({ socket }: IncomingMessage) {
  if (!('encrypted' in socket)) return undefined
  const tls = socket as TLSSocket
  const shown = Object.keys(tls.getPeerCertificate?.() ?? {}).length > 0
  return { authorized: tls.authorized, why: shown ? String(tls.authorizationError) : 'no certificate' }
}

/** The one value of a header, or the empty string. */
export function header({ headers }: Incoming, name: string): string {
  const value = headers[name]
  return (Array.isArray(value) ? value.join(', ') : value) ?? ''
}

function tooLarge(length: number): Refusal {
  return new Refusal({
    status: 413,
    code: 'payload_too_large',
    message: 'The body is larger than the sandbox takes.',
    check: 'bodySize',
    expected: `at most ${MAX_BODY} bytes`,
    got: `more than ${length - 1} bytes`,
  })
}
