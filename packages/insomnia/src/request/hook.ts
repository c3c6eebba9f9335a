import { byteLength, plainCodec } from '@countersign/core/bytes'
import { reasonOf } from '@countersign/core/errors'
import { collect } from '@countersign/core/trace'
import { type Judgement, judge, type Parts } from '../classify.js'
import type { MutableRequest, RequestContext } from '../context.js'
import type { Memory, Seen } from '../history.js'
import { log, refuse } from '../refuse.js'
import { remember } from '../remember.js'
import type { World } from '../runtime.js'
import { checkSize } from '../size.js'
import { readRequest } from './read.js'
import { writeRequest } from './write.js'

/** Signs a request to a provider in use, or stops it; leaves every other one as it is. */
export async function requestHook(context: RequestContext, parts: Parts, memory: Memory): Promise<void> {
  const judged = await judge(context.request, parts)
  const seen = remember(context.request, judged, parts.providers, memory)
  if (judged.kind === 'alone') {
    if (judged.off) log('COUNTERSIGN is off, so this request goes as it is')
    return
  }
  try {
    if (judged.kind === 'fault') throw judged.thrown
    await sign(context.request, judged, seen)
  } catch (thrown) {
    seen.refused = reasonOf(thrown)
    const { kind } = await parts.world()
    await refuse(context.app, kind, thrown)
  }
}

const codecOf = ({ host }: World) => host.codec ?? plainCodec

type Ours = Extract<Judgement, { kind: 'ours' }>

async function sign(request: MutableRequest, { claim, signer, world }: Ours, seen: Seen): Promise<void> {
  const wire = readRequest(request)
  const needs = signer.needs(wire.request)
  if (needs?.body && wire.problem !== undefined) throw wire.problem
  if (needs?.body && needs.waits) checkSize('body', byteLength(wire.request.body, codecOf(world)), world)
  const { steps, trace } = collect()
  seen.steps = steps
  // Nothing outlives a hook in the sandbox, so there nobody could ask for the steps.
  const heard = world.kind === 'full' ? trace : undefined
  const signed = needs?.waits ? await signer.apply(wire.request, heard) : signer.sign(wire.request, heard)
  writeRequest(request, wire, signed.patch, { withBody: needs?.body === true, codec: codecOf(world) })
  seen.signed = signed
  log(`${claim.provider.id} signed ${wire.request.method} ${claim.url.path}`)
}
