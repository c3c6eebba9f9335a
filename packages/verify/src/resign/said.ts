import type { AnyProvider, Place, Request } from '@countersign/core'
import { described } from '../described.js'
import { missingOrMeant } from '../misnamed.js'
import { patternInWords } from '../pattern-words.js'
import type { Check } from '../reading.js'
import { respelt } from './named-values.js'
import { placeInWords, placeName, readPlace } from './place.js'

/** What a request says of its clock and its nonce. */
export interface Said {
  readonly now: string | undefined
  readonly nonce: string | undefined
  readonly checks: readonly Check[]
}

/** Clock and nonce of a request by the provider's `written`, and what is wrong with them. */
export function saidIn(provider: AnyProvider, request: Request): Said {
  const { now, nonce } = provider.written ?? {}
  const said = { now: now && readSpelling(now, request), nonce: nonce && readSpelling(nonce, request) }
  const checks = [
    ...(now ? [checkOf(now, said.now, request)] : []),
    ...(nonce ? [checkOf(nonce, said.nonce, request), ...formOf(provider, nonce, said.nonce)] : []),
  ]
  return { ...said, checks }
}

/** What stands at a place, even if spaces or the order there are not the provider's: that is seen when it signs again. */
function readSpelling(place: Place, request: Request): string | undefined {
  const text = readPlace(place, request)
  if (text !== undefined || place.as === undefined || !('header' in place)) return text
  const whole = readPlace({ header: place.header }, request)
  const spelling = whole && respelt(whole, place.as)
  return spelling ? readPlace(place, { ...request, headers: [[place.header, spelling]] }) : undefined
}

function checkOf(place: Place, text: string | undefined, request: Request): Check {
  const name = placeName(place)
  if (text !== undefined) return { name }
  const { as: _as, ...whole } = place
  const value = 'body' in whole ? '' : readPlace(whole, request)
  return {
    name,
    problem: value === undefined ? missingOrMeant(request.headers, name) : formProblem(place.as ?? ''),
  }
}

/** What does not fit the pattern of a place. */
function formProblem(pattern: string): string {
  const words = patternInWords(pattern)
  if (words === undefined) return 'it is not of the form that the provider gives it'
  return /["=…]/.test(words) ? `it has no ${words}` : `it is not ${words}`
}

function formOf({ name, nonce }: AnyProvider, place: Place, text: string | undefined): Check[] {
  if (text === undefined || !nonce || nonce.pattern.test(text)) return []
  const words = patternInWords(nonce.pattern.source)
  const expected = words === undefined ? '' : `; expected ${words}`
  const problem = `it has ${described(text)}, which is not a ${nonce.called} of ${name}${expected}`
  return [{ name: placeName(place), problem }]
}

/** What a provider can check of what it wrote, for people. */
export function writtenChecks(provider: AnyProvider): string[] {
  const { written } = provider
  if (!written) return []
  const { now, nonce } = written
  const within = clockInWords(provider)
  return [
    ...(now ? [`${placeInWords(now)} is there${within && `, ${within}`}`] : []),
    ...(nonce ? [`${placeInWords(nonce)} is there and was never used before`] : []),
    'signing the request as it arrives gives the signature that it carries',
  ]
}

/** How far a time may be from the provider's clock; empty if it does not say. */
export function clockInWords({ written, name }: AnyProvider): string {
  const { maxAge, maxAhead = maxAge } = written ?? {}
  if (maxAge === undefined) return ''
  const limit = maxAge === maxAhead ? `${maxAge} s from` : `${maxAge} s behind and ${maxAhead} s ahead of`
  return `at most ${limit} the clock of ${name}`
}
