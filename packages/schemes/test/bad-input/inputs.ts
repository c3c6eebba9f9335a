import { generateKeyPairSync } from 'node:crypto'
import type { AnyProvider, RequestInput } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { type At, signed } from '../sign.js'
import { type Sent, type Settings, verdictOn } from '../verdict.js'

/** What goes wrong, whatever the scheme. */
export const INPUTS = [
  'a key of another kind',
  'a clock far off',
  'a body that is changed after signing',
  'a header that is covered and missing',
  'a repeated parameter',
  'an empty query value',
  '+ and %20',
  'a path with //, .. and %2F',
  'unicode in the query',
  'unicode in a header',
] as const

/** For each: the section that says what is right, and what shows it. */
export type Cases = Readonly<
  Record<(typeof INPUTS)[number], readonly [section: string, shows: () => unknown]>
>

export function badInput(scheme: string, cases: Cases): void {
  describe(`bad input: ${scheme}`, () => {
    it.each(INPUTS.map((input) => [input, ...cases[input]] as const))(
      '%s (%s)',
      async (_input, _section, shows) => {
        await shows()
      },
    )
  })
}

export const NOW = 1_700_000_000
export const HOSTS = ['example.com']
export const urlOf = (target: string) => `https://example.com${target}`
export const get = (target: string, headers: Record<string, string> = {}) => ({
  method: 'GET',
  url: urlOf(target),
  headers,
})
export const post = (body: string, headers: Record<string, string> = { 'Content-Type': 'text/plain' }) => ({
  method: 'POST',
  url: urlOf('/a'),
  headers,
  body,
})

export const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
export const pem = ({ privateKey }: typeof ec) => String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
export const jsonOf = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString())

/** What `verify` says of a request that was signed now, with other settings, at another time or changed since. */
export async function saidOf(
  provider: AnyProvider,
  settings: Settings,
  request: RequestInput,
  {
    by = settings,
    at = NOW,
    change = (sent) => sent,
    ...more
  }: { by?: Settings; at?: number; change?: (sent: Sent) => Sent } & At = {},
): Promise<string> {
  const { request: made } = await signed(provider, by, request, { now: NOW, ...more })
  const sent: Sent = { ...made, headers: made.headers, body: String(made.body ?? '') }
  const verdict = await verdictOn(provider, settings, change(sent), at)
  expect(verdict).toBeDefined()
  return `${verdict?.verdict}: ${verdict?.why}`
}
export const withBody = (body: string) => (sent: Sent) => ({ ...sent, body })
export const withoutHeader = (name: string) => (sent: Sent) => ({
  ...sent,
  headers: sent.headers.filter(([own]) => own.toLowerCase() !== name.toLowerCase()),
})
