import { X509Certificate } from 'node:crypto'
import {
  type Claim,
  collect,
  parseUrl,
  type Request,
  type Signed,
  type Step,
  type TokenSource,
  type Trace,
} from '@countersign/core'
import { vendorChecks } from '@countersign/verify'
import { checkPair } from '../../client-certificate.js'
import { openSession, type Session } from '../../session.js'
import { type Io, report, say } from '../../terminal/io.js'
import { painter } from '../../terminal/paint.js'
import { asJson, checkNonce, hostChanges } from '../sign/index.js'
import { rethrowWithHint, whyUnsigned } from '../sign/unsigned.js'
import { asked, type ExplainOptions } from './asked.js'
import { masked } from './mask.js'
import { explained } from './text.js'
import { tracedTokens } from './tokens.js'

/** `countersign explain`: what would be signed and how. Sends nothing. @returns 0, or 1 if no provider acts */
export async function explain(options: ExplainOptions, io: Io): Promise<number> {
  const { request: given, changes: own } = await asked(options, io)
  const { steps, trace } = telling()
  const sources: TokenSource[] = []
  const tokens = tracedTokens(trace, (source) => sources.push(source))
  const where = { ...options, url: given.url }
  const session = openSession(where, io, { ...own, ...OFFLINE, tokens })
  const request = session.sent(given)
  await checkNonce(options, request, session)
  const decision = session.signer.decide(request.url)
  const signed = await session.signer.apply(request, trace).catch(rethrowWithHint(session))
  if (!decision.acts) return leftAlone(signed, request.url, { session, options, io })
  tellCertificate(session, request, trace)
  const checks = checksOf(decision, request, sources, session)
  const shown = masked(signed)
  if (options.json) for (const check of checks) trace('vendorCheck', check)
  const title = `${decision.provider.name}, since ${decision.why}`
  if (options.json) report(io, `${JSON.stringify({ ...head(shown), steps, request: asJson(shown) })}\n`)
  else
    report(
      io,
      explained(
        { title, steps: steps.slice(2), request: shown.request, checks },
        io.secrets?.hidden ?? String,
        painter(io.stdout),
      ),
    )
  return 0
}

const OFFLINE = hostChanges({ offline: true })

const head = ({ provider, why }: Signed) => ({ provider: provider?.id ?? null, why })

interface Explaining {
  readonly session: Session
  readonly options: ExplainOptions
  readonly io: Io
}

function leftAlone(signed: Signed, url: string, { session, options, io }: Explaining): number {
  const shown = masked(signed)
  if (options.json) report(io, `${JSON.stringify({ ...head(shown), steps: [], request: asJson(shown) })}\n`)
  say(io, `Nothing would be signed: ${whyUnsigned(url, session)}`)
  return 1
}

/** A trace that leaves out when a placeholder would end. */
function telling(): { steps: Step[]; trace: Trace } {
  const { steps, trace } = collect()
  return { steps, trace: (name, value) => (name === 'useUntil' ? undefined : trace(name, value)) }
}

/** The client certificate that TLS would show, which the tool holds and core does not. */
function tellCertificate(session: Session, { url }: Request, trace: Trace): void {
  const pair = session.clientCertificate(url)
  if (!pair) return
  checkPair(pair)
  const { subject, validFrom, validTo } = new X509Certificate(pair.cert)
  trace('clientCertificate', subject.replace(/\n/g, ', '))
  trace('clientCertificateNotBefore', new Date(validFrom).toISOString())
  trace('clientCertificateNotAfter', new Date(validTo).toISOString())
}

/** What the vendor will check, of the token request first if there is one. */
function checksOf(
  { provider }: Claim,
  request: Request,
  sources: readonly TokenSource[],
  { signer, host }: Session,
): string[] {
  const settings = signer.ready(provider)
  const of = (one: Request) =>
    vendorChecks(provider, { request: one, url: parseUrl(one.url), settings, host, trace: undefined })
  const token = sources.flatMap((source) =>
    source.request ? of(source.request()).map((check) => `of the token request: ${check}`) : [],
  )
  return [...token, ...of(request)]
}
