import type { AnyProvider, Place, Request } from '@countersign/core'
import { described } from '../described.js'
import type { Check } from '../reading.js'
import { placeName, readPlace } from './place.js'

/** What a request says of its clock and its nonce. */
export interface Said {
  readonly now: string | undefined
  readonly nonce: string | undefined
  readonly checks: readonly Check[]
}

/** Clock and nonce of a request by the provider's `written`, and what is wrong with them. */
export function saidIn(provider: AnyProvider, request: Request): Said {
  const { now, nonce } = provider.written ?? {}
  const said = { now: now && readPlace(now, request), nonce: nonce && readPlace(nonce, request) }
  const checks = [
    ...(now ? [checkOf(now, said.now, request)] : []),
    ...(nonce ? [checkOf(nonce, said.nonce, request), ...formOf(provider, nonce, said.nonce)] : []),
  ]
  return { ...said, checks }
}

function checkOf(place: Place, text: string | undefined, request: Request): Check {
  const name = placeName(place)
  if (text !== undefined) return { name }
  const { as: _as, ...whole } = place
  const value = 'body' in whole ? '' : readPlace(whole, request)
  return { name, problem: value === undefined ? 'it is missing' : `it is not of the form ${place.as}` }
}

function formOf({ name, nonce }: AnyProvider, place: Place, text: string | undefined): Check[] {
  if (text === undefined || !nonce || nonce.pattern.test(text)) return []
  const problem = `it has ${described(text)}, which is not a ${nonce.called} of ${name}: ${nonce.pattern.source}`
  return [{ name: placeName(place), problem }]
}

/** What a provider can check of what it wrote, for people. */
export function writtenChecks({ written, name }: AnyProvider): string[] {
  if (!written) return []
  const { now, nonce, maxAge } = written
  const age = maxAge === undefined ? '' : `, at most ${maxAge} s from the clock of ${name}`
  return [
    ...(now ? [`${placeName(now)} is there${age}`] : []),
    ...(nonce ? [`${placeName(nonce)} is there and was never used before`] : []),
    'signing the request as it arrives gives the signature that it carries',
  ]
}
