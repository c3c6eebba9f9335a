import type { Request } from '@countersign/core'
import type { Case } from '../case.js'
import type { AnyReader } from '../reading.js'
import { writtenBy } from './compare.js'
import { type Said, saidIn } from './said.js'
import { type Again, signAgain } from './sign-again.js'
import { withoutFragment, withoutTransport } from './unsigned.js'

/** A request as it was before it was signed. */
export interface Before {
  readonly request: Request
  /** Its clock, in seconds since 1970. */
  readonly now?: number
  /** Its nonce or salt. */
  readonly nonce?: string
}

/** Takes from a request what signing wrote into it. */
export async function beforeSigning(one: Case, reader: AnyReader | undefined): Promise<Before> {
  const sent = withoutFragment(one.captured.request)
  const said = reader ? await saidBy(reader, one) : saidIn(one.provider, sent)
  const again = await signAgain(one, sent, said)
  const { base, clock } = again
  const bare = withoutTransport(base)
  const isBare = (await likeness(again, bare, sent)) > (await likeness(again, base, sent))
  return {
    request: isBare ? bare : base,
    now: clock.seconds,
    ...(said.nonce !== undefined && { nonce: said.nonce }),
  }
}

/** How much of what signing writes is what was sent: what was added on the way may be signed, and was not. */
async function likeness({ lab }: Again, base: Request, request: Request): Promise<number> {
  const { signed } = await lab().sign(base)
  if (!signed) return -1
  return writtenBy(signed, base, request).reduce(
    (sum, { expected, sent = '' }) => sum + common(expected, sent),
    0,
  )
}

function common(one: string, other: string): number {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return at
}

async function saidBy(reader: AnyReader, { call, values }: Case): Promise<Said> {
  const { hmac } = await reader.read({ ...call, values })
  return { now: hmac?.now ? String(hmac.now) : undefined, nonce: hmac?.nonce || undefined, checks: [] }
}
