import { headerValue, type Request } from '@countersign/core'
import type { Case } from '../case.js'
import { type ClockReading, clockReadings } from './clock-text.js'
import { differs, sameQuery, type Written, writtenBy } from './compare.js'
import { type Attempt, Lab, type LabSource } from './lab.js'
import type { Heard } from './lab-host.js'
import { bodyBefore, readPlace } from './place.js'
import type { Said } from './said.js'
import { SentSignatures } from './sent-signatures.js'
import type { Trick } from './trick.js'
import { namesIn, unsigned, type WrittenNames, withoutTransport } from './unsigned.js'

/** A request that was sent, beside the same request signed again. */
export interface Again {
  /** The request as it was before it was signed. */
  readonly base: Request
  readonly attempt: Attempt
  readonly written: readonly Written[]
  readonly clock: ClockReading
  readonly signatures: SentSignatures
  /** Whether everything that signing writes is what was sent. */
  readonly same: boolean
  readonly lab: (always?: Trick) => Lab
}

/**
 * Signs a request again, with its own clock, nonce and token. What signing writes is taken away first; where that
 * leaves a choice, the one that gives what was sent is taken, and else the first.
 */
export async function signAgain(one: Case, sent: Request, said: Said): Promise<Again> {
  const clocks = said.now === undefined ? [] : clockReadings(said.now)
  const [clock = { seconds: one.clocks[0]?.seconds ?? one.call.host.now(), unit: 'seconds' }, ...others] =
    clocks
  const signatures = new SentSignatures(sent)
  const source = labSource(one, sent, said, clock, signatures)
  const lab = new Lab(source)
  const bases = await basesOf(lab, { ...sent, body: bodyBefore(one.provider, sent.body) })
  const signed = async (base: Request, at: ClockReading) => {
    const attempt = await lab.at(at.seconds).sign(base)
    const written = attempt.signed?.provider ? writtenBy(attempt.signed, base, sent) : []
    const same = isSame(attempt, written, base, sent)
    const always = (trick?: Trick) => new Lab({ ...source, now: at.seconds }, trick)
    return { base, attempt, written, clock: at, signatures, same, lab: always }
  }
  const isClock = (again: Again) => {
    const place = one.provider.written?.now
    const request = again.attempt.signed?.request
    return !place || (request !== undefined && readPlace(place, request) === said.now)
  }
  let best: Again | undefined
  for (const at of [clock, ...others]) {
    for (const base of bases) {
      const again = await signed(base, at)
      if (again.same) return again
      if (!best || (!isClock(best) && isClock(again))) best = again
    }
    if (best && isClock(best)) break
  }
  return best as Again
}

const labSource = (
  { provider, decider, call }: Case,
  sent: Request,
  { nonce }: Said,
  { seconds }: ClockReading,
  signatures: SentSignatures,
): LabSource => ({
  provider,
  // Steps are compared as they are, and what is said of them is concealed.
  decider: Object.assign((url: string) => decider(url), { ...decider, conceal: (text: string) => text }),
  host: call.host,
  sent: signatures,
  now: seconds,
  nonce: nonce ?? '',
  token: headerValue(sent.headers, 'Authorization')?.trim().split(/\s+/).at(-1) ?? '',
})

/** What the request may have been before it was signed, the likeliest first. */
async function basesOf(lab: Lab, sent: Request): Promise<readonly Request[]> {
  const names = await namesWritten(lab, sent)
  if (!names) return [sent]
  const bare = unsigned(sent, names)
  const bases = [bare, withoutTransport(bare), unsigned(sent, names, true), sent]
  return bases.filter((base, at) => bases.findIndex((other) => isEqual(base, other)) === at)
}

/**
 * The names that signing writes. A request that carries a token may go as it is, and one whose query is signed may be
 * refused: then what signing writes is seen on the request without them.
 */
async function namesWritten(lab: Lab, sent: Request): Promise<WrittenNames | undefined> {
  const headers = sent.headers.filter(([name]) => name.toLowerCase() !== 'authorization')
  const url = sent.url.replace(/\?.*$/s, '')
  for (const request of [sent, { ...sent, headers }, { ...sent, url }, { ...sent, headers, url }]) {
    const { signed } = await lab.sign(request)
    if (signed && !isUnchanged(signed.patch)) return namesIn(signed.patch, request.url)
  }
  return undefined
}

const isUnchanged = ({ headers, url, body }: { headers?: unknown; url?: unknown; body?: unknown }) =>
  headers === undefined && url === undefined && body === undefined

const isEqual = (one: Request, other: Request) =>
  one.url === other.url && one.headers.length === other.headers.length

/** A query in another order matters if it is signed. */
function isSame(
  { signed, heard }: Attempt,
  written: readonly Written[],
  base: Request,
  sent: Request,
): boolean {
  if (!signed?.provider || written.some(differs)) return false
  return sameQuery(signed, sent) || !isSignedText(heard, base.url.split('?')[1] ?? '')
}

const isSignedText = ({ calls, signed }: Heard, text: string) =>
  text !== '' &&
  [...calls.flatMap(({ parts }) => parts), ...signed.map(({ data }) => data)].some((part) =>
    part.includes(text),
  )
