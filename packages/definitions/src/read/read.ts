import type { Example, Setting } from '@countersign/core'
import type { Definition } from '../definition.js'
import type { Plan } from '../expression/plan.js'
import type { KnownStep, Scope } from '../expression/scope.js'
import { fault } from '../fault.js'
import type { Spec, StepSpec } from '../runtime/spec.js'
import { SCHEMA } from '../schema.js'
import { backwards } from './backwards.js'
import { checkSchema } from './check-schema.js'
import { drawsIn } from './draws.js'
import type { Part } from './parts.js'
import { type HeaderPart, readSent, type Sent, type SentText } from './sent.js'
import { readSettings } from './settings.js'
import { checkUsed, neededBy, readSteps, type Step } from './steps.js'
import { numberOf } from './text.js'
import { readToken, type TokenParts, type TokenText } from './token.js'
import { readVectors, type VectorText } from './vectors.js'
import { Digits, readYaml, type Source } from './yaml.js'

/** A definition as its file has it, once the schema holds. */
interface Written {
  readonly id: string
  readonly name?: string
  readonly docs?: string | readonly string[]
  readonly hosts?: readonly string[]
  readonly paths?: readonly string[]
  readonly baseUrl?: string
  readonly settings?: Parameters<typeof readSettings>[1]
  readonly steps?: Readonly<Record<string, string>>
  readonly send?: SentText
  readonly webhook?: SentText
  readonly token?: TokenText
  readonly scheme?: string
  readonly 'scheme-options'?: Readonly<Record<string, unknown>>
  readonly secret?: readonly string[]
  readonly maxAge?: unknown
  readonly examples?: readonly Example[]
  readonly vectors?: readonly VectorText[]
}

/**
 * Reads a definition, and checks all of it: every name, function and number of arguments, every step, every vector.
 * @param text YAML or JSON
 * @param file its name, for messages
 * @throws {CountersignError} `invalid-provider`, in one line: `binance.yaml:14: step signature: …`
 * @example definedProvider(readDefinition(readFileSync('binance.yaml', 'utf8'), 'binance.yaml'))
 */
export function readDefinition(text: string, file: string): Definition {
  const source = readYaml(text, file)
  checkSchema(source, SCHEMA)
  const written = source.value as Written
  checkKind(source, written)
  const settings = readSettings(source, written.settings ?? {})
  return written.scheme === undefined ? ofSteps(source, written, settings) : ofScheme(source, written)
}

/** One of send, webhook, token and scheme decides what it is. */
function checkKind(source: Source, written: Written): void {
  const wrong = (key: string, problem: string) =>
    fault({ file: source.file, line: source.lineOfKey([key]) }, problem)
  const { send, webhook, token, scheme, steps, hosts, settings } = written
  if (send && webhook) throw wrong('webhook', 'it has send and webhook. Take one of them out.')
  if (scheme !== undefined && (steps || send || webhook || token))
    throw wrong('scheme', 'a scheme takes the place of steps, send, webhook and token. Take those out.')
  const own = (['settings', 'secret', 'maxAge'] as const).find((key) => written[key] !== undefined)
  if (scheme !== undefined && own !== undefined)
    throw wrong(
      own,
      'a scheme has its own. Take it out; what can be set for the scheme goes into scheme-options.',
    )
  if (scheme === undefined && written['scheme-options'])
    throw wrong('scheme-options', 'it names no scheme. Give scheme: NAME.')
  if (!send && !webhook && !token && scheme === undefined)
    throw wrong('id', 'it sends nothing. Give send, webhook, token or scheme.')
  if (!settings && scheme === undefined)
    throw wrong('id', '"settings" is missing: the keys and values that it needs.')
  if (webhook && token) throw wrong('token', 'a webhook has no token. Take one of them out.')
  if (!webhook && (hosts ?? []).length === 0)
    throw wrong(
      'hosts' in written ? 'hosts' : 'id',
      '"hosts" is missing: the hosts that a credential may go to.',
    )
}

function ofSteps(source: Source, written: Written, settings: readonly Setting[]): Definition {
  const scope = scopeOf(written, settings)
  const steps = readSteps(source, written.steps ?? {}, scope)
  const key = written.webhook ? 'webhook' : 'send'
  const sentText = written.webhook ?? written.send ?? { headers: { Authorization: 'Bearer {token}' } }
  const sent = readSent(source, key, sentText, written.secret ?? [], scope)
  const token = written.token && readToken(source, written.token, { ...scope, inToken: true })
  const sentParts = [...sent.headers, ...[sent.query, sent.body].filter((part) => part !== undefined)]
  const tokenParts = token ? [token.url, ...token.headers, ...(token.body ? [token.body] : [])] : []
  const forSend = neededBy(sentParts, steps)
  const forToken = neededBy(tokenParts, steps)
  checkUsed(source, steps, new Set([...forSend, ...forToken]))
  const isWebhook = written.webhook !== undefined
  if (token && ![...sentParts, ...steps].some(({ values }) => values.has('token')))
    throw fault(
      { file: source.file, line: source.lineOfKey(['token']) },
      'nothing uses {token}. Send it, or take token out.',
      'token',
    )
  const all = { settings, steps, sent, forSend, forToken, ...(token && { token }) }
  const parts = [...sentParts, ...tokenParts, ...steps]
  const signs = parts.some(({ waits }) => waits)
  const { notes, written: places } = backwards(
    source.file,
    sent,
    steps.filter(({ name }) => forSend.has(name)),
    maxAgeOf(written),
  )
  return {
    file: source.file,
    id: written.id,
    name: written.name ?? written.id,
    isWebhook,
    waits: signs || token !== undefined,
    signs,
    spec: { ...specOf(source, written, all, parts), ...(places && { written: places }) },
    vectors: readVectors(source, written.vectors ?? [], {
      settings,
      steps: steps.map(({ name }) => name),
      headers: sent.headers.map(({ header }) => header),
      hosts: written.hosts ?? [],
      isWebhook,
    }),
    notes,
  }
}

const maxAgeOf = ({ maxAge }: Written) => (maxAge === undefined ? undefined : numberOf(maxAge))

function scopeOf({ steps, token }: Written, settings: readonly Setting[]): Scope {
  let places = 0
  return {
    settings: new Map(settings.map((setting) => [setting.name, setting])),
    steps: new Map<string, KnownStep>(),
    allSteps: Object.keys(steps ?? {}),
    hasToken: token !== undefined,
    place: () => places++,
  }
}

interface All {
  readonly settings: readonly Setting[]
  readonly steps: readonly Step[]
  readonly sent: Sent
  readonly token?: TokenParts
  readonly forSend: ReadonlySet<string>
  readonly forToken: ReadonlySet<string>
}

function specOf(source: Source, written: Written, all: All, parts: readonly Part[]): Spec<Plan> {
  const { id, name = id, docs, hosts = [], paths, baseUrl, examples, token } = written
  const { settings, steps, sent, forSend, forToken } = all
  const algorithms = [...new Set(parts.flatMap((part) => [...part.algorithms]))]
  const nonce = drawsIn(parts).find(({ kind }) => kind === 'nonce')
  const sources = docs === undefined ? undefined : [docs].flat()
  return {
    id,
    name,
    file: source.file.replace(/^.*[\\/]/, ''),
    hosts,
    settings: settings.map((setting) => ({
      ...setting,
      ...(isPrivateKey(setting, written, parts) && { kind: 'pem' as const }),
      ...(isForToken(setting.name, all) && { forTokens: true }),
    })),
    how: [
      ...(token ? ['a token'] : []),
      ...(algorithms.length > 0 ? algorithms : token ? [] : ['headers']),
    ].join(', '),
    coversBody:
      sent.body !== undefined ||
      [...sent.headers, ...steps.filter((step) => forSend.has(step.name))].some(({ values }) =>
        values.has('body'),
      ),
    ...(sources && { sources }),
    ...(paths && { paths }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(examples && { examples }),
    ...(nonce && { nonce: { called: nonce.part.name, pattern: /^[0-9A-Za-z._-]+$/ } }),
    steps: steps.map((step) => ({
      ...stepSpec(step),
      ...(isHidden(step, parts, settings) && { hidden: true }),
      ...(forToken.has(step.name) && !forSend.has(step.name) && { forToken: true }),
    })),
    headers: sent.headers.map(headerSpec),
    secrets: sent.secrets,
    ...(sent.query && { query: stepSpec(sent.query) }),
    ...(sent.body && { body: stepSpec(sent.body) }),
    ...(token && all.token && { token: tokenSpec(source, token, all.token, all) }),
  }
}

const stepSpec = ({ name, line, plan }: Part): StepSpec<Plan> => ({ name, line, run: plan })

const headerSpec = (part: HeaderPart) => ({
  ...stepSpec(part),
  name: part.header,
  ...(part.optional && { optional: true }),
})

/** A step that shows a secret, or is a key that a secret went into. */
function isHidden(step: Step, parts: readonly Part[], settings: readonly Setting[]): boolean {
  if (step.reveals.size > 0) return true
  const isSecret = settings.some(({ name, secret }) => secret && step.settings.has(name))
  return isSecret && parts.some(({ keys }) => keys.has(step.name))
}

/** What signs as a private key is PEM, which has lines, if nothing else is said. */
function isPrivateKey({ name }: Setting, { settings }: Written, parts: readonly Part[]): boolean {
  const written = settings?.[name]
  const isOpen = typeof written === 'string' || written?.kind === undefined
  return isOpen && parts.some(({ signingKeys }) => signingKeys.has(name))
}

/** Whether only the request for a token needs a setting. */
function isForToken(name: string, { sent, steps, token, forSend }: All): boolean {
  if (!token) return false
  const others = [
    ...sent.headers,
    ...[sent.query, sent.body].filter((part) => part !== undefined),
    ...steps.filter((step) => forSend.has(step.name)),
  ]
  const own = [token.url, ...token.headers, ...(token.body ? [token.body] : [])]
  return own.some(({ settings }) => settings.has(name)) && !others.some(({ settings }) => settings.has(name))
}

function tokenSpec(
  source: Source,
  text: TokenText,
  { url, headers, body }: TokenParts,
  { steps, sent, forToken }: All,
) {
  const { method = 'POST', value, expires, lifetime, use = 'until-expiry', exclusive } = text
  const parts = [url, ...headers, ...(body ? [body] : []), ...steps.filter(({ name }) => forToken.has(name))]
  const isBearer = sent.headers.some(
    ({ header, template }) =>
      header.toLowerCase() === 'authorization' &&
      template.length === 2 &&
      template[0]?.kind === 'text' &&
      /^bearer $/i.test(template[0].text) &&
      template[1]?.kind === 'name' &&
      template[1].name === 'token',
  )
  return {
    line: source.lineOfKey(['token']),
    steps: steps.filter(({ name }) => forToken.has(name)).map(({ at }) => at),
    url: stepSpec(url),
    method,
    headers: headers.map(headerSpec),
    secrets: headers
      .filter(({ template }) => template.some(({ kind }) => kind !== 'text'))
      .map(({ header }) => header),
    ...(body && { body: stepSpec(body) }),
    value: value.split('.'),
    ...(expires !== undefined && { expires: expires.split('.') }),
    ...(lifetime !== undefined && { lifetime: numberOf(lifetime) }),
    use,
    ...(exclusive && { exclusive }),
    settings: [...new Set(parts.flatMap((part) => [...part.settings]))],
    ...(parts.some(({ waits }) => waits) && { waits: true }),
    ...(isBearer && { isBearer }),
  }
}

function ofScheme(source: Source, written: Written): Definition {
  const { id, name = id, docs, hosts = [], paths, baseUrl, examples, scheme = '' } = written
  return {
    file: source.file,
    id,
    name,
    isWebhook: false,
    waits: false,
    signs: false,
    scheme: {
      name: scheme,
      line: source.lineOf(['scheme']),
      about: {
        id,
        name,
        hosts,
        ...(docs !== undefined && { sources: [docs].flat() }),
        ...(paths && { paths }),
        ...(baseUrl !== undefined && { baseUrl }),
        ...(examples && { examples }),
      },
      options: plainOptions(written['scheme-options']),
    },
    vectors: readVectors(source, written.vectors ?? [], { hosts, isWebhook: false }),
    notes: [],
  }
}

const plainOptions = (options: Written['scheme-options'] = {}) =>
  Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, value instanceof Digits ? value.source : value]),
  )
