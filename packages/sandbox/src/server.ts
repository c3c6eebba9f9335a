import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { spoil } from './faults.js'
import { readIncoming } from './incoming.js'
import type { Answer, Fault, ProviderId, RequestRecord, Verifier } from './options.js'
import { Refusal } from './refusal.js'

export interface ServerParts {
  readonly provider: ProviderId
  readonly verifier: Verifier
  readonly fault: () => Fault
  readonly record: (record: RequestRecord) => void
}

/** Judges each request and answers it; a fault of ours is a 500 that says so. */
export function listener(parts: ServerParts): RequestListener {
  return (message, response) => {
    handle(message, response, parts).catch(() => response.destroy())
  }
}

async function handle(message: IncomingMessage, response: ServerResponse, parts: ServerParts): Promise<void> {
  const { answer, check } = await judge(message, parts)
  const { provider, fault, record } = parts
  const path = message.url ?? '/'
  const spoiled = answer.token ? fault().token : undefined
  const status = spoiled?.kind === 'status' ? spoiled.status : answer.status
  record({
    provider,
    method: message.method ?? '',
    path,
    status,
    accepted: check === undefined,
    token: answer.token === true,
    ...(check !== undefined && { check }),
  })
  if (spoiled) await spoil(response, answer, spoiled)
  else write(response, answer)
}

async function judge(
  message: IncomingMessage,
  { verifier, fault }: ServerParts,
): Promise<{ answer: Answer; check?: string }> {
  try {
    const answer = await verifier.answer(await readIncoming(message), fault())
    const asked = answer.token ? undefined : fault().api
    return {
      answer: asked
        ? { status: asked.status, body: failure('fault', 'A fault that was asked for.') }
        : answer,
    }
  } catch (thrown) {
    if (!(thrown instanceof Refusal))
      return { answer: { status: 500, body: failure('sandbox', 'The sandbox failed.') }, check: 'sandbox' }
    const { status, ...error } = thrown.failure
    return { answer: { status, body: { error } }, check: error.check }
  }
}

const failure = (check: string, message: string) => ({
  error: { code: 'server_error', message, check, expected: '', got: '' },
})

export function write(response: ServerResponse, { status, body }: Answer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  })
  response.end(text)
}

/** Secrets of a server that demands client certificates: those of the authority only, judged by the verifier. */
export interface Tls {
  readonly cert: string
  readonly key: string
  readonly ca: string
}

export function makeServer(handler: RequestListener, tls: Tls | undefined) {
  if (!tls) return createServer(handler)
  // The certificate is judged in the request, so that a client is told what is wrong; the vendor ends the handshake.
  return createTlsServer(
    { ...tls, requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.2' },
    handler,
  )
}
