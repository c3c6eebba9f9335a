import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { Reporter, type Reporting } from './events.js'
import { type Faults, failure, isDown, spoil, statusOf } from './faults.js'
import { checkSize, type Incoming, incomingOf, readBody } from './incoming.js'
import type { RequestRecord, TokenFault } from './options.js'
import { type Failure, Refusal } from './refusal.js'
import { refusePath, tokenPathNear } from './token-path.js'
import type { ProviderResponse, Tls, Verifier } from './verifier.js'
import { write } from './write.js'

export interface ServerParts {
  readonly provider: string
  readonly verifier: Verifier
  readonly faults: Faults
  readonly maxBody: number
  readonly record: (record: RequestRecord) => void
  /** Undefined if nobody listens to events. */
  readonly reporting: Reporting | undefined
}

interface Verdict {
  readonly sent: ProviderResponse
  readonly token: boolean
  /** The check that failed. */
  readonly check?: string | undefined
  readonly failure?: Failure
  readonly fault?: TokenFault | undefined
}

/** Judges each request, records it and responds. A client that went away gets neither. */
export function listener(parts: ServerParts): RequestListener {
  return async (message, response) => {
    let reporter: Reporter | undefined
    try {
      const { body, length } = await readBody(message, parts.maxBody)
      reporter = parts.reporting && new Reporter(parts.reporting, message, body, length)
      const request = incomingOf(message, body, reporter?.examination)
      const verdict = await judge(request, length, parts)
      const record = recorded(request, verdict, parts.provider)
      parts.record(record)
      reporter?.verdict({ ...record, faults: effects(verdict, parts, reporter) }, verdict.failure)
      await parts.faults.delay(response, verdict.token)
      const date = parts.faults.date(response)
      const { sent, fault } = verdict
      const { headers, body: text } = fault ? await spoil(response, sent, fault) : write(response, sent)
      reporter?.response(record.status, date.length > 0 ? [...date, ...headers] : headers, text)
    } catch {
      reporter?.gone()
      response.destroy()
    }
  }
}

function effects({ sent, token, check, fault }: Verdict, { faults }: ServerParts, { examination }: Reporter) {
  const { endedToken } = examination
  return faults.effects({ token, status: sent.status, check, fault, endedToken })
}

function recorded({ method, target }: Incoming, verdict: Verdict, provider: string): RequestRecord {
  const { sent, token, check } = verdict
  const accepted = check === undefined
  const notes = sent.notes?.length ? { notes: sent.notes } : {}
  return {
    provider,
    method,
    path: target,
    status: sent.status,
    accepted,
    token,
    ...(accepted ? notes : { check }),
  }
}

async function judge(request: Incoming, length: number, parts: ServerParts): Promise<Verdict> {
  const { tokenPaths } = parts.verifier
  const near = tokenPathNear(request.path, tokenPaths)
  const token = near !== undefined || tokenPaths.includes(request.path)
  try {
    checkSize(length, parts.maxBody)
    if (near !== undefined) refusePath(request.path, near)
    return await (token ? judgeToken(request, parts) : judgeApi(request, parts))
  } catch (thrown) {
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
  const status = faults.takeApi()
  if (status === undefined) return { sent, token: false }
  const body = failure('fault', 'A fault that was requested.')
  return { sent: { status, body }, token: false, check: 'fault' }
}

function refused(thrown: unknown): { sent: ProviderResponse; check: string; failure: Failure } {
  const failed = thrown instanceof Refusal ? thrown.failure : ITS_OWN
  const { status, code, headers, body, ...rest } = failed
  const sent = { status, body: body ?? { error: { code, ...rest } }, ...(headers && { headers }) }
  return { sent, check: failed.check, failure: failed }
}

const ITS_OWN: Failure = {
  status: 500,
  ...failure('sandbox', 'The sandbox itself failed: a bug in it, not in the request.').error,
}

export function makeServer(handler: RequestListener, tls: Tls | undefined): Server {
  const server = tls ? (createTlsServer({ ...tls, ...MUTUAL }, handler) as Server) : createServer(handler)
  // Longer than clients keep theirs: clients should be the ones to hang up.
  server.keepAliveTimeout = 60_000
  return server
}

/** The certificate is checked with the request, so that the client learns what is wrong; the vendor ends the handshake. */
const MUTUAL = { requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.2' } as const
