import type { Claim } from '@countersign/core/decider'
import { reasonOf } from '@countersign/core/errors'
import { type Header, headerValue } from '@countersign/core/message'
import { isRefused, REFUSED_CHECK } from '@countersign/core/refused'
import { collect } from '@countersign/core/trace'
import { type Classification, classify, type Parts } from '../classify.js'
import type { InsomniaResponse, ResponseContext } from '../context.js'
import type { History, HistoryEntry } from '../history.js'
import { complain, log, logConcealed, show, warn } from '../messages.js'
import { withScheme } from '../request/query.js'
import { headersOf } from '../request/read.js'
import { checkSize } from '../size.js'
import { responseBody } from './body.js'
import { certificateHint } from './certificate.js'
import { noteChanges } from './changes.js'

/**
 * Opens a sealed response in place. Never throws, since Insomnia would lose the response: what does not open stays as
 * it came, and the reason is shown.
 */
export async function responseHook(context: ResponseContext, parts: Parts, history: History): Promise<void> {
  try {
    const classified = await classify(context.request, parts)
    if (classified.kind !== 'claimed') return
    const entry = history.of(String(context.request.getId()))
    noteResponse(context, classified, entry)
    await hint(context, classified, entry)
    if (isOpenable(context)) await open(context, classified, entry)
  } catch (thrown) {
    complain(`the response stays as it came: ${reasonOf(thrown)}`)
    // Nobody waits for the window: after ten seconds the sandbox would give up the hook, and the response with it.
    void show(context.app, 'full', 'Countersign: the response stays as it came', reasonOf(thrown))
  }
}

type Claimed = Extract<Classification, { kind: 'claimed' }>

/** Reads a response's status and date: a refused token is forgotten, and the clock is compared. */
function noteResponse(
  { request, response }: ResponseContext,
  { signer }: Claimed,
  entry: HistoryEntry | undefined,
): void {
  if (!entry) return
  const status = response.getStatusCode()
  entry.status = status
  const date = Date.parse(String(response.getHeader('date')))
  if (!Number.isNaN(date)) entry.clockAhead = Math.round((Date.now() - date) / 1000)
  noteChanges(request, entry)
  const token = entry.signed?.patch.token?.value
  const sent = headerValue(headersOf(request), 'Authorization')
  const isOurs = !token || sent?.endsWith(` ${token}`)
  if (!entry.signed || !isOurs || !signer.noteStatus(entry.signed, status, headersIn(response))) return
  const what = token ? 'The token was refused and is forgotten' : 'The response asks for another signature'
  entry.notes.push(`${what}: send once more.`)
  log(token ? 'the token was refused and is forgotten; the next send asks for a new one' : what)
}

const headersIn = (response: InsomniaResponse) =>
  (response.getHeaders?.() ?? []).map(({ name, value }): Header => [name, value])

async function hint(
  context: ResponseContext,
  { claim }: Claimed,
  entry: HistoryEntry | undefined,
): Promise<void> {
  const { response } = context
  const body = () => responseBody(response)
  const status = response.getStatusCode()
  const certificate = await certificateHint(claim.provider, status, claim.url.host, body)
  const text = certificate ?? refusedHint(claim, status)
  if (!text) return
  entry?.notes.push(text)
  warn(text)
  // Nobody waits for the window: the response is there.
  if (certificate) void show(context.app, 'full', 'Countersign: a client certificate?', text)
}

const refusedHint = ({ provider }: Claim, status: number) =>
  isRefused(status)
    ? `${provider.name} refused a signed request (${status}). ${REFUSED_CHECK}. The request's menu shows each step of the signature, and the clock.`
    : undefined

function isOpenable({ request, response }: ResponseContext): boolean {
  const status = response.getStatusCode()
  return (
    status >= 200 && status < 300 && status !== 204 && status !== 205 && !/^HEAD$/i.test(request.getMethod())
  )
}

async function open(
  context: ResponseContext,
  classified: Claimed,
  entry: HistoryEntry | undefined,
): Promise<void> {
  const { response, request } = context
  const { claim, signer, runtime } = classified
  if (!claim.provider.open) return
  checkSize('response', response.getBytesRead?.() ?? 0, runtime)
  const body = await responseBody(response)
  if (body === undefined) return
  // More than came over the network, if it was compressed.
  checkSize('response', body.length, runtime)
  const { steps, trace } = collect()
  // In the sandbox nobody could ask for the steps.
  const heard = runtime.kind === 'full' ? trace : undefined
  const sealed = { status: response.getStatusCode(), headers: headersIn(response), body }
  const opened = await signer.open(withScheme(request.getUrl()), sealed, heard)
  if (opened.body !== undefined) await response.setBody(runtime.asBuffer(opened.body))
  for (const { name, value } of steps) entry?.notes.push(`${name}: ${value}`)
  if (opened.body !== undefined) logConcealed(`${claim.provider.id} opened the response`)
  else if (opened.unopened !== undefined)
    logConcealed(`${claim.provider.id} left the response encrypted: ${opened.unopened}`)
}
