import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type Faults, failure, isDown, spoil, statusOf } from './faults.js'
import { type Incoming, readIncoming } from './incoming.js'
import type { ProviderId, RequestRecord, TokenFault } from './options.js'
import { Refusal } from './refusal.js'
import type { Answer, Verifier } from './verifier.js'
import { write } from './write.js'

export interface ServerParts {
  readonly provider: ProviderId
  readonly verifier: Verifier
  readonly faults: Faults
  readonly maxBody: number
  readonly record: (record: RequestRecord) => void
}

interface Verdict {
  readonly answer: Answer
  readonly token: boolean
  /** The check that failed. */
  readonly check?: string | undefined
  readonly fault?: TokenFault | undefined
}

/** Judges each request, keeps a record of it and answers it. A client that went away gets neither. */
export function listener(parts: ServerParts): RequestListener {
  return async (message, response) => {
    try {
      const verdict = await judge(message, parts)
      parts.record(recorded(message, verdict, parts.provider))
      if (verdict.fault) await spoil(response, verdict.answer, verdict.fault)
      else write(response, verdict.answer)
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
  const { answer, token, check } = verdict
  const accepted = check === undefined
  return { provider, method, path: url, status: answer.status, accepted, token, ...(!accepted && { check }) }
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
    return { answer: { status: statusOf(fault), body: '' }, token: true, check: 'fault', fault }
  return { answer: await verifier.answer(request, faults.asked(fault)), token: true, fault }
}

async function judgeApi(request: Incoming, { verifier, faults }: ServerParts): Promise<Verdict> {
  const answer = await verifier.answer(request, faults.asked(undefined))
  const fault = faults.takeApi()
  if (!fault) return { answer, token: false }
  const body = failure('fault', 'A fault that was asked for.')
  return { answer: { status: fault.status, body }, token: false, check: 'fault' }
}

function refused(thrown: unknown): { answer: Answer; check: string } {
  if (!(thrown instanceof Refusal))
    return {
      answer: { status: 500, body: failure('sandbox', 'The sandbox itself failed.') },
      check: 'sandbox',
    }
  const { status, ...error } = thrown.failure
  return { answer: { status, body: { error } }, check: error.check }
}

/** PEM: the server's own certificate and key, and the authority of the clients'. */
export interface Tls {
  readonly cert: string
  readonly key: string
  readonly ca: string
}

export function makeServer(handler: RequestListener, tls: Tls | undefined): Server {
  const server = tls ? (createTlsServer({ ...tls, ...MUTUAL }, handler) as Server) : createServer(handler)
  // Longer than clients keep theirs: they should be the ones to hang up.
  server.keepAliveTimeout = 60_000
  return server
}

/** The certificate is judged in the request, so that a client is told what is wrong; the vendor ends the handshake. */
const MUTUAL = { requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.2' } as const
