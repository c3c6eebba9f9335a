import { wellFormed } from './bytes.js'
import { percentEncode } from './encode.js'
import { CountersignError } from './errors.js'
import type { Change, Header, Patch } from './message.js'

/** Who gave a patch: for messages. */
export interface From {
  readonly id: string
  readonly name: string
}

/** A patch as a provider's `prepare` or `sign` gives it. */
export type Step = 'prepare' | 'sign'

const KEYS: ReadonlySet<string> = new Set(['headers', 'query', 'body', 'secrets', 'drop'])

/**
 * Reads a patch strictly: what is misspelt or of another type would otherwise be left out of the request in silence.
 * @throws {CountersignError} `invalid-patch`
 */
export function readPatch(patch: unknown, url: string, provider: From, step: Step): Change {
  return addsHeadersOnly(patch) ? withList(patch) : readAny(patch, url, provider, step)
}

/**
 * A patch that was checked, its headers in the form that the provider gave them: a record or a list.
 * @example const given: Given = { headers: { 'X-Signature': '1f' } }
 */
export type Given<Changed extends Change = Change> = Omit<Changed, 'headers'> & Pick<Patch, 'headers'>

/** The same with its headers as a list. */
export function withList<Changed extends Change>(given: Given<Changed>): Changed {
  const { headers } = given
  if (headers === undefined || Array.isArray(headers)) return given as Changed
  return { ...given, headers: Object.entries(headers) } as Given<Changed> as Changed
}

/** What a patch changes, key by key: the rest of an object takes an engine as long as an HMAC. */
export function changed(
  { body, secrets, drop, token }: Readonly<Record<string, unknown>>,
  headers: readonly Header[] | undefined,
  url: string | undefined,
): Change {
  const change: Record<string, unknown> = {}
  if (headers !== undefined) change.headers = headers
  if (url !== undefined) change.url = url
  if (body !== undefined) change.body = body
  if (secrets !== undefined) change.secrets = secrets
  if (drop !== undefined) change.drop = drop
  if (token !== undefined) change.token = token
  return change as Change
}

/**
 * Whether this is the commonest patch: headers, at least one, and nothing else. Looked at by itself, since in k6 the
 * strict reading costs as much as the signature.
 */
export function addsHeadersOnly(patch: unknown): patch is Required<Pick<Patch, 'headers'>> {
  const headers = (patch as { headers?: unknown } | null | undefined)?.headers
  if (typeof headers !== 'object' || headers === null) return false
  if (Object.keys(patch as object).length !== 1 || !isRecord(patch)) return false
  return isRecord(headers) ? areTexts(headers) : Array.isArray(headers) && arePairs(headers)
}

function arePairs(list: readonly unknown[]): boolean {
  for (let at = 0; at < list.length; at++) if (!isPair(list[at])) return false
  return list.length > 0
}

function areTexts(record: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(record)
  for (let at = 0; at < names.length; at++) if (typeof record[names[at] as string] !== 'string') return false
  return names.length > 0
}

function readAny(patch: unknown, url: string, provider: From, step: Step): Change {
  const problem = (text: string) => invalidPatch(provider, `${step} ${text}`)
  const given = asObject(patch, problem)
  const names = Object.keys(given)
  for (let at = 0; at < names.length; at++) {
    const name = names[at] as string
    if (!KEYS.has(name) && !(name === 'token' && step === 'prepare')) throw problem(unknownKey(name))
  }
  const { headers, query, body, secrets, drop } = given
  const list = headers === undefined ? undefined : readHeaders(headers, problem)
  const whole = query === undefined ? undefined : withQuery(url, readQuery(query, problem))
  if (body !== undefined) checkBody(body, problem)
  checkNames('secrets', secrets, problem)
  checkNames('drop', drop, problem)
  // Most patches are a change as they stand: a copy costs as much as a hash in k6.
  if (list === headers && query === undefined) return given as Change
  return changed(given, list, whole)
}

export function invalidPatch({ id, name }: From, text: string): CountersignError {
  return new CountersignError('invalid-patch', `${name}: ${text} Nothing is sent. Correct the provider.`, id)
}

/** Whether a change leaves a request as it is. */
export const changesNothing = ({ headers, url, body, drop }: Change): boolean =>
  !headers?.length && url === undefined && body === undefined && !drop?.length

type Problem = (text: string) => CountersignError

function asObject(patch: unknown, problem: Problem): Record<string, unknown> {
  if (typeof patch !== 'object' || patch === null) throw problem(`gave ${kindOf(patch)}, not a patch.`)
  if (typeof (patch as { then?: unknown }).then === 'function')
    throw problem('gave a promise. What has to be waited for belongs in prepare.')
  if (!isRecord(patch)) throw problem(`gave ${kindOf(patch)}, not a patch.`)
  return patch
}

function unknownKey(name: string): string {
  if (name === 'url' || name === 'method')
    return `gave a patch with "${name}", which cannot be changed. Parameters are added by "query".`
  return `gave a patch with "${name.slice(0, 40)}", which is not known. A patch has headers, query, body, secrets and drop.`
}

// Looked up once: k6 takes twice as long if a global's property is asked for.
const { iterator: ITERATOR, toStringTag: TAG } = Symbol

/** A plain object: a Map or a list has its values elsewhere. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !(ITERATOR in value) && !(TAG in value)

export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (typeof value === 'function') return 'a function'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object of another kind' : `a ${typeof value}`
}

function readHeaders(headers: unknown, problem: Problem): readonly Header[] {
  if (Array.isArray(headers)) {
    for (let at = 0; at < headers.length; at++) if (!isPair(headers[at])) throw problem(badPair('header'))
    return headers as Header[]
  }
  if (!isRecord(headers))
    throw problem(`gave headers that are ${kindOf(headers)}, not a record or a list of pairs.`)
  const list = Object.entries(headers)
  const bad = list.find(([, value]) => typeof value !== 'string')
  if (bad)
    throw problem(`gave the header "${bad[0].slice(0, 40)}" a value that is not text (${kindOf(bad[1])}).`)
  return list as [string, string][]
}

const badPair = (what: string) => `gave a ${what} that is not a pair of a name and a text.`

export const isPair = (value: unknown): value is Header =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'string'

function readQuery(query: unknown, problem: Problem): string {
  if (typeof query === 'string') {
    if (/^[?&]|[^!$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]/.test(query))
      throw problem('gave a query with a ? or & at its start, or a character that has to be percent-encoded.')
    return query
  }
  if (!Array.isArray(query))
    throw problem(`gave a query that is ${kindOf(query)}, not a text or a list of pairs.`)
  if (!query.every(isPair)) throw problem(badPair('parameter'))
  if (!query.flat().every(wellFormed)) throw problem('gave a parameter with half of a surrogate pair.')
  return query.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&')
}

/** `url` with `query` at the end of its query, before a fragment. */
function withQuery(url: string, query: string): string {
  const [whole = '', fragment = ''] = /^([^#]*)(#.*)?$/s.exec(url)?.slice(1) ?? []
  const joint = !whole.includes('?') ? '?' : /[?&]$/.test(whole) ? '' : '&'
  return query === '' ? url : whole + joint + query + (fragment ?? '')
}

function checkBody(body: unknown, problem: Problem): void {
  if (typeof body !== 'string' && !isBytes(body))
    throw problem(`gave a body that is ${kindOf(body)}, not text or bytes.`)
  if (typeof body === 'string' && !wellFormed(body))
    throw problem('gave a body with half of a surrogate pair.')
}

/** Bytes of any realm. */
export const isBytes = (value: unknown): boolean =>
  ArrayBuffer.isView(value) && (value as Partial<Uint8Array>)[Symbol.toStringTag] === 'Uint8Array'

function checkNames(key: string, names: unknown, problem: Problem): void {
  if (names === undefined || (Array.isArray(names) && names.every((name) => typeof name === 'string'))) return
  throw problem(`gave ${key} that are not a list of header names.`)
}
