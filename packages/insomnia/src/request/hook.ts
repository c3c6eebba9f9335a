import { byteLength, plainCodec } from '@countersign/core/bytes'
import { misspeltHint } from '@countersign/core/deciding/meant'
import { reasonOf } from '@countersign/core/errors'
import { collect } from '@countersign/core/trace'
import { concealedPath } from '@countersign/script/path'
import { type Classification, classify, type Parts } from '../classify.js'
import type { MutableRequest, RequestContext } from '../context.js'
import type { History, HistoryEntry } from '../history.js'
import { logConcealed, warn } from '../messages.js'
import { record } from '../record.js'
import { refuse } from '../refuse.js'
import type { Runtime } from '../runtime.js'
import { checkSize } from '../size.js'
import { checkAuthorization } from './auth.js'
import { checkSendable } from './body.js'
import { checkHeaders } from './headers.js'
import { readRequest } from './read.js'
import { writeRequest } from './write.js'

/** Signs a request to a provider that has settings, or stops it; leaves every other one as it is. */
export async function requestHook(context: RequestContext, parts: Parts, history: History): Promise<void> {
  const classified = await classify(context.request, parts)
  const entry = record(context.request, classified, parts.providers, history)
  if (classified.kind === 'pass-through') return tellLeft(classified, parts)
  try {
    if (classified.kind === 'fault') throw classified.thrown
    tellMisspelt(classified, parts)
    await sign(context.request, classified, { entry, providers: parts.providers })
  } catch (thrown) {
    entry.refused = reasonOf(thrown)
    const { kind } = await parts.runtime()
    await refuse(context.app, kind, thrown)
  }
}

type Left = Extract<Classification, { kind: 'pass-through' }>

/**
 * A provider without settings is mentioned once: many who have this plugin sign for it in another way, or not at all. So
 * is a setting that nobody can read.
 */
function tellLeft({ reason, why }: Left, parts: Parts): void {
  if (reason === 'off') logConcealed('COUNTERSIGN is off, so this request goes as it is')
  if (reason === 'unconfigured') warnOnce(`${why} in this environment, so its requests go as they are`, parts)
  if (reason === 'invalid-setting')
    warnOnce(`${why} Requests to hosts that no provider has go as they are.`, parts)
}

/** An optional setting with a misspelt name would be missed by nobody. */
function tellMisspelt({ decider, claim }: Claimed, parts: Parts): void {
  const hint = misspeltHint(decider, [claim.provider])
  if (hint) warnOnce(`a variable is not read${hint}`, parts)
}

function warnOnce(text: string, { told }: Parts): void {
  if (told.has(text)) return
  told.add(text)
  warn(text)
}

const codecOf = ({ host }: Runtime) => host.codec ?? plainCodec

type Claimed = Extract<Classification, { kind: 'claimed' }>

async function sign(
  request: MutableRequest,
  { claim, signer, decider, environment, runtime }: Claimed,
  { entry, providers }: { entry: HistoryEntry; providers: Parts['providers'] },
): Promise<void> {
  const wire = readRequest(request)
  const { provider } = claim
  checkHeaders(wire.request.headers, provider.id)
  const needs = signer.needs(wire.request)
  if (needs?.body && wire.problem !== undefined) throw wire.problem
  if (needs?.body) checkSendable(wire.body)
  if (needs?.body && needs.waits) checkSize('body', byteLength(wire.request.body, codecOf(runtime)), runtime)
  const { steps, trace } = collect()
  entry.steps = steps
  // Nothing outlives a hook in the sandbox, so nobody could ask for the steps there.
  const heard = runtime.kind === 'full' ? trace : undefined
  const signed = needs?.waits ? await signer.apply(wire.request, heard) : signer.sign(wire.request, heard)
  checkHeaders(signed.patch.headers ?? [], provider.id)
  checkAuthorization(request, wire.request.headers, signed.patch, provider)
  writeRequest(request, wire, signed.patch, { withBody: needs?.body === true, codec: codecOf(runtime) })
  entry.signed = signed
  // In the sandbox the filter's tables would be made anew for each hook, which takes longer than to seal a body.
  const conceal = runtime.kind === 'full' ? decider.conceal : () => '…'
  const shownPath = concealedPath(claim.url.path, { providers, settings: environment.get, conceal })
  logConcealed(`${provider.id} signed ${wire.request.method} ${shownPath}`)
}
