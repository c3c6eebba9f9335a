import { type Place, parseUrl, type Request, type Step, settingName } from '@countersign/core'
import { asBuffer } from '../bytes.js'
import type { Case } from '../case.js'
import { formsOf } from './difference.js'
import type { Heard } from './lab-host.js'
import { decoded, placeName } from './place.js'
import type { Said } from './said.js'
import type { Watched } from './tricks.js'

/** What was seen of a provider while it signed; undefined if it made no hash and no HMAC. */
export function watchedOf(
  { provider, values, otherValues, call }: Case,
  base: Request,
  said: Said,
  steps: readonly Step[],
  { setup, heard }: { readonly setup: Heard; readonly heard: Heard },
): Watched | undefined {
  const last = heard.calls.at(-1)
  if (!last) return undefined
  const now = provider.written?.now
  const nonce = provider.written?.nonce
  const nameOf = (place: Place, text: string) =>
    (place.as !== undefined && steps.find(({ value }) => value === text)?.name) || placeName(place)
  const clock = now && said.now !== undefined ? [[nameOf(now, said.now), said.now] as const] : []
  const single = nonce && said.nonce !== undefined ? [[nameOf(nonce, said.nonce), said.nonce] as const] : []
  const settings = provider.settings
    .filter(({ secret }) => !secret)
    .map(({ name }) => [settingName(provider.id, name), values[name] ?? ''] as const)
  const { path, query, authority } = parseUrl(base.url)
  const request = [
    ['body', base.body],
    ['method', base.method],
    ['path', path],
    ['query', query],
    ...orderedQueries(query).map((text) => ['query', text] as const),
    ['path and query', query === '' ? path : `${path}?${query}`],
    ['URL', base.url],
    ['host', authority],
  ] as const
  // "bodyHash" has a meaning of its own in the forms that are tried.
  const traced = steps.map(
    ({ name, value }) => [name === 'bodyHash' ? 'body hash' : name, String(value)] as const,
  )
  const hashes = heard.calls
    .filter(({ key }) => key === undefined)
    .flatMap(({ output }) => formsOf(output).map((text) => ['body hash', text] as const))
  return {
    provider,
    values,
    others: otherValues,
    calls: [...setup.calls, ...heard.calls],
    last,
    names: namesOf([...request, ...clock, ...single, ...settings, ...traced, ...hashes]),
    claimed: Object.fromEntries([...clock, ...single]),
    request: { ...call.request, body: base.body },
  }
}

/** A query as providers sign it: in order, as it is written or encoded by RFC 3986. */
function orderedQueries(query: string): string[] {
  if (query === '') return []
  const pairs = query.split('&')
  const encode = (text: string) =>
    encodeURIComponent(decoded(text.replaceAll('+', ' '))).replace(
      /[!'()*]/g,
      (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
    )
  const canonical = pairs.map((pair) => {
    const at = pair.includes('=') ? pair.indexOf('=') : pair.length
    return `${encode(pair.slice(0, at))}=${encode(pair.slice(at + 1))}`
  })
  return [pairs, canonical].map((all) => [...all].sort().join('&'))
}

function namesOf(
  all: readonly (readonly [name: string, value: string | Uint8Array<ArrayBuffer>])[],
): Map<string, string> {
  const names = new Map<string, string>()
  for (const [name, value] of all) {
    const text = asBuffer(value).toString('latin1', 0, 2000)
    if (text !== '' && !names.has(text)) names.set(text, name)
  }
  return names
}
