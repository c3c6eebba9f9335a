import { parse } from 'yaml'
import { type Node, readExpression, readTemplate } from './syntax.js'

export interface SettingText {
  readonly name: string
  readonly secret: boolean
  readonly default: string | undefined
  readonly required: boolean
  readonly choices: readonly string[]
}

/** A template that is sent, by its header. */
export interface SentHeader {
  readonly name: string
  readonly node: Node
  readonly optional: boolean
  readonly secret: boolean
}

/** What the other side needs to know of a definition. */
export interface Known {
  readonly id: string
  readonly settings: readonly SettingText[]
  readonly steps: ReadonlyMap<string, Node>
  readonly headers: readonly SentHeader[]
  readonly query?: Node
  readonly body?: Node
  readonly maxAge?: number
  readonly maxAhead?: number
  readonly isWebhook: boolean
  readonly token?: KnownToken
}

/** A text of a form, or of JSON however deep. */
export interface Member {
  readonly path: readonly string[]
  readonly node: Node
}

export interface KnownToken {
  readonly url: Node
  readonly method: string
  readonly headers: readonly SentHeader[]
  /** What its body is made of, if it has one. */
  readonly form?: 'form' | 'json'
  readonly members: readonly Member[]
  readonly value: readonly string[]
  readonly expires?: readonly string[]
  readonly lifetime?: number
  readonly rule: 'once' | 'many' | 'newest'
}

type Texts = Readonly<Record<string, unknown>>
const entries = (value: unknown): [string, unknown][] => Object.entries((value ?? {}) as Texts)

/**
 * Reads a definition that the client's reader has found to be right: every scalar as the text that is written.
 * @throws {Error} if it has no steps: a scheme in code has a verifier of its own
 */
export function readKnown(text: string): Known {
  const all = parse(text, { schema: 'failsafe', maxAliasCount: 0 }) as Texts
  const sent = (all.webhook ?? all.send ?? { headers: { Authorization: 'Bearer {token}' } }) as Texts
  if (all.scheme !== undefined)
    throw new Error(`${String(all.id)} names a scheme in code, which the sandbox cannot read.`)
  const secret = [...listOf(sent.secret), ...listOf(all.secret), 'authorization']
  return {
    id: String(all.id),
    settings: entries(all.settings).map(settingOf),
    steps: new Map(entries(all.steps).map(([name, source]) => [name, readExpression(String(source))])),
    headers: headersOf(sent.headers, listOf(sent.optional), secret),
    isWebhook: all.webhook !== undefined,
    ...(sent.query !== undefined && { query: readTemplate(String(sent.query)) }),
    ...(sent.body !== undefined && { body: readTemplate(String(sent.body)) }),
    ...(all.maxAge !== undefined && { maxAge: Number(all.maxAge) }),
    ...(all.maxAhead !== undefined && { maxAhead: Number(all.maxAhead) }),
    ...(all.token !== undefined && { token: tokenOf(all.token as Texts) }),
  }
}

const listOf = (value: unknown) => ((value ?? []) as string[]).map((name) => name.toLowerCase())

function settingOf([name, value]: readonly [string, unknown]): SettingText {
  const given = (typeof value === 'string' ? {} : value) as Texts
  return {
    name,
    secret: given.secret === 'true',
    default: given.default as string | undefined,
    required: given.required !== 'false' && given.default === undefined,
    choices: (given.choices ?? []) as string[],
  }
}

const headersOf = (headers: unknown, optional: readonly string[], secret: readonly string[]): SentHeader[] =>
  entries(headers).map(([name, source]) => ({
    name,
    node: readTemplate(String(source)),
    optional: optional.includes(name.toLowerCase()),
    secret: secret.includes(name.toLowerCase()),
  }))

function tokenOf(token: Texts): KnownToken {
  const { url, method = 'POST', headers, form, json, value, expires, lifetime, use, exclusive } = token
  return {
    url: readTemplate(String(url)),
    method: String(method),
    headers: headersOf(headers, [], []),
    value: String(value).split('.'),
    rule: exclusive === 'true' ? 'newest' : use === 'once' ? 'once' : 'many',
    ...((form ?? json) !== undefined && { form: form === undefined ? 'json' : 'form' }),
    members: membersOf(form ?? json, []),
    ...(expires !== undefined && { expires: String(expires).split('.') }),
    ...(lifetime !== undefined && { lifetime: Number(lifetime) }),
  }
}

function membersOf(value: unknown, path: readonly string[]): Member[] {
  if (typeof value !== 'object' || value === null)
    return path.length === 0 ? [] : [{ path, node: readTemplate(String(value ?? '')) }]
  return Object.entries(value).flatMap(([name, one]) => membersOf(one, [...path, name]))
}
