import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'
import type { Examination } from './examination.js'
import { refusals } from './refusal.js'

/** A request as it came in, its body whole. */
export interface Incoming {
  readonly method: string
  /** With its query. */
  readonly target: string
  /** Without it. */
  readonly path: string
  /** Lower-case name → each value. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>
  /** The bytes that were sent. */
  readonly body: Buffer
  /** What the client presented; undefined over plain http. */
  readonly clientCertificate: ClientCertificate | undefined
  /** Hears which checks it passed, if anybody listens to events. */
  readonly examination?: Examination | undefined
}

export interface ClientCertificate {
  /** It was issued by the sandbox's authority. */
  readonly authorized: boolean
  readonly why: string
}

const tooLarge = refusals(413, 'payload_too_large')

/** A request whose body has been read. */
export function incomingOf(
  message: IncomingMessage,
  body: Buffer,
  examination: Examination | undefined,
): Incoming {
  const target = message.url ?? '/'
  return {
    method: message.method ?? 'GET',
    target,
    path: target.replace(/[?#].*$/s, ''),
    headers: message.headersDistinct,
    body,
    clientCertificate: certificateOf(message),
    examination,
  }
}

/** The body of a request; of one that is longer than `most` bytes, only its length. */
export interface ReadBody {
  readonly body: Buffer
  readonly length: number
}

/** The excess is read and dropped: a client that is still sending would miss the response. */
export function readBody(message: IncomingMessage, most: number): Promise<ReadBody> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    message.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= most) chunks.push(chunk)
      else chunks.length = 0
    })
    message.on('end', () =>
      resolve({ body: chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks), length }),
    )
    message.on('error', reject)
  })
}

/** @throws {Refusal} 413 */
export function checkSize(length: number, most: number): void {
  const size = { expected: `at most ${most} bytes`, got: `${length} bytes` }
  if (length > most) tooLarge('bodySize', 'The body is larger than the sandbox accepts.', size)
}

/**
 * A certificate must have been presented as well: when a TLS 1.3 session is resumed, Node calls a client
 * authorized that never presented one.
 */
function certificateOf({ socket }: IncomingMessage): ClientCertificate | undefined {
  if (!('encrypted' in socket)) return undefined
  const tls = socket as TLSSocket
  const shown = tls.getPeerX509Certificate() !== undefined
  return {
    authorized: shown && tls.authorized,
    why: shown ? String(tls.authorizationError) : 'no certificate',
  }
}

const refuse = refusals(400, 'bad_request')

/** The one value of a header, or the empty string. @throws {Refusal} 400 if it is sent twice */
export function header({ headers }: Incoming, name: string): string {
  const values = headers[name] ?? []
  if (values.length > 1) {
    const got = `${values.length} headers`
    refuse('duplicateHeader', `The header ${name} is sent more than once.`, { expected: 'one header', got })
  }
  return values[0] ?? ''
}
