import {
  type AnyProvider,
  type Place,
  parseUrl,
  type Request,
  type Step,
  settingName,
  type Values,
} from '@countersign/core'
import { asBuffer } from '../bytes.js'
import type { Case } from '../case.js'
import type { KeySource } from '../search/keys.js'
import { formsOf } from './difference.js'
import type { Heard } from './lab-host.js'
import { decoded, placeName } from './place.js'
import type { Said } from './said.js'
import type { DigestCall } from './trick.js'

/** What the search for a cause knows of the provider, by watching it sign. */
export interface Watched {
  readonly provider: AnyProvider
  readonly values: Values
  readonly others: (setting: string) => KeySource['others']
  /** The calls of `setup` and `sign`, and the last of them. */
  readonly calls: readonly DigestCall[]
  readonly last: DigestCall
  /** Names of texts that are signed: `timestamp`, `body`. */
  readonly names: ReadonlyMap<string, string>
  /** Those of the texts that are steps of the provider, which may be made of others. */
  readonly steps: ReadonlySet<string>
  /** Those of the names that are of hashes. */
  readonly hashes: ReadonlySet<string>
  /** What the request says under these names. */
  readonly claimed: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly request: Request
}

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
  const hashed = heard.calls.filter(({ key }) => key === undefined).flatMap(({ output }) => formsOf(output))
  const named = namesOf([
    ...request,
    ...clock,
    ...single,
    ...settings,
    ...stepsOf(steps),
    ...hashed.map((text) => ['body hash', text] as const),
  ])
  return {
    provider,
    values,
    others: otherValues,
    calls: [...setup.calls, ...heard.calls],
    last,
    names: named,
    steps: new Set(
      [...named].filter(([, name]) => steps.some((step) => step.name === name)).map(([text]) => text),
    ),
    body: asBuffer(base.body),
    hashes: new Set(hashed.flatMap((text) => named.get(text) ?? [])),
    claimed: Object.fromEntries([...clock, ...single]),
    request: { ...call.request, body: base.body },
  }
}

/** The provider's own steps by their names, and then what is traced of every request. */
function stepsOf(steps: readonly Step[]): (readonly [name: string, value: string])[] {
  const isCommon = ({ name }: Step) => name === 'bodySha256'
  const ordered = [...steps.filter((step) => !isCommon(step)), ...steps.filter(isCommon)]
  return ordered.map(({ name, value }) => [name === 'bodySha256' ? 'body hash' : name, String(value)])
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
