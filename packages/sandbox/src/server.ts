import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type Faults, failure, isDown, spoil, statusOf } from './faults.js'
import { type Incoming, readIncoming } from './incoming.js'
import type { RequestRecord, TokenFault } from './options.js'
import { Refusal } from './refusal.js'
import type { ProviderResponse, Tls, Verifier } from './verifier.js'
import type { ProviderId } from './verifiers.js'
import { write } from './write.js'

export interface ServerParts {
  readonly provider: ProviderId
  readonly verifier: Verifier
  readonly faults: Faults
  readonly maxBody: number
  readonly record: (record: RequestRecord) => void
}

interface Verdict {
  readonly sent: ProviderResponse
  readonly token: boolean
  /** The check that failed. */
  readonly check?: string | undefined
  readonly fault?: TokenFault | undefined
}

/** Judges each request, records it and responds. A client that went away gets neither. */
export function listener(parts: ServerParts): RequestListener {
  return async (message, response) => {
    try {
      const verdict = await judge(message, parts)
      parts.record(recorded(message, verdict, parts.provider))
      if (verdict.fault) await spoil(response, verdict.sent, verdict.fault)
      else write(response, verdict.sent)
    } catch {
      response.destroy()
    }
  }
}

function recorded(
  { method = '', url = '/' }: IncomingMessage,
  verdict: Verdict,
  provider: ProviderId,
): RequestRecord {
  const { sent, token, check } = verdict
  const accepted = check === undefined
  const notes = sent.notes?.length ? { notes: sent.notes } : {}
  return {
    provider,
    method,
    path: url,
    status: sent.status,
    accepted,
    token,
    ...(accepted ? notes : { check }),
  }
}

async function judge(message: IncomingMessage, parts: ServerParts): Promise<Verdict> {
  let token = false
  try {
    const request = await readIncoming(message, parts.maxBody)
    token = parts.verifier.tokenPaths.includes(request.path)
    return await (token ? judgeToken(request, parts) : judgeApi(request, parts))
  } catch (thrown) {
    if (!message.complete) throw thrown
    return { ...refused(thrown), token }
  }
}

async function judgeToken(request: Incoming, { verifier, faults }: ServerParts): Promise<Verdict> {
  const fault = faults.takeToken()
  if (isDown(fault))
    return { sent: { status: statusOf(fault), body: '' }, token: true, check: 'fault', fault }
  return { sent: await verifier.respond(request, faults.asked(fault)), token: true, fault }
}

async function judgeApi(request: Incoming, { verifier, faults }: ServerParts): Promise<Verdict> {
  const sent = await verifier.respond(request, faults.asked(undefined))
  const fault = faults.takeApi()
  if (!fault) return { sent, token: false }
  const body = failure('fault', 'A fault that was requested.')
  return { sent: { status: fault.status, body }, token: false, check: 'fault' }
}

function refused(thrown: unknown): { sent: ProviderResponse; check: string } {
  if (!(thrown instanceof Refusal))
    return {
      sent: {
        status: 500,
        body: failure('sandbox', 'The sandbox itself failed: a bug in it, not in the request.'),
      },
      check: 'sandbox',
    }
  const { status, ...error } = thrown.failure
  return { sent: { status, body: { error } }, check: error.check }
}

export function makeServer(handler: RequestListener, tls: Tls | undefined): Server {
  const server = tls ? (createTlsServer({ ...tls, ...MUTUAL }, handler) as Server) : createServer(handler)
  // Longer than clients keep theirs: clients should be the ones to hang up.
  server.keepAliveTimeout = 60_000
  return server
}

/** The certificate is checked with the request, so that the client learns what is wrong; the vendor ends the handshake. */
const MUTUAL = { requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.2' } as const
