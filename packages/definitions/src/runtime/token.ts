import {
  type Call,
  epochSeconds,
  invalidTokenResponse,
  isLoopback,
  jwtExpiry,
  parseTokenResponse,
  parseUrl,
  type Request,
  type Response,
  type TokenSource,
  type Trace,
  type Url,
} from '@countersign/core'
import { Context, type Ready } from './context.js'
import { waited } from './pending.js'
import { filled, headersOf, placed, problem, tell } from './run.js'
import type { Spec, StepSpec, TokenSpec } from './spec.js'

const NO_REQUEST: Request = { method: '', url: '', headers: [], body: '' }

/** Whether a request is the one that asks for a token. */
export function isTokenRequest(spec: Spec, call: Call<Ready>): boolean {
  const { url: template, method } = spec.token as TokenSpec
  if (call.request.method.toUpperCase() !== method) return false
  const url = parseUrl(filled(template, 'token url', new Context(call), spec.file, spec.id))
  return url.path === call.url.path && url.authority === call.url.authority
}

export function runTokenSteps({ steps, token, file, id }: Spec, context: Context, trace?: Trace): void {
  for (const at of token?.steps ?? []) {
    // It was run before what had to be waited for.
    if (context.steps[at] !== undefined) continue
    const step = steps[at] as StepSpec
    try {
      context.steps[at] = step.run(context)
    } catch (thrown) {
      throw placed(thrown, `step ${step.name}`, step.line, file, id)
    }
    if (trace) tell(step, at, context, trace)
  }
}

export function tokenSource(
  spec: Spec,
  origin: string,
  { settings, host }: Pick<Call<Ready>, 'settings' | 'host'>,
): TokenSource {
  const token = spec.token as TokenSpec
  const from = { request: NO_REQUEST, url: parseUrl(origin), settings, host }
  const url = filled(token.url, 'token url', new Context(from), spec.file, spec.id)
  checkUrl(url, from.url, spec)
  const values = token.settings.map((name) => settings.values[name] ?? '')
  return {
    provider: spec.id,
    origin,
    key: `${spec.id} ${url} ${host.hash('SHA-256', [JSON.stringify(values)], 'hex')}`,
    use: token.use,
    refreshBefore: 30,
    ...lifeOf(token),
    ...requestsOf(spec, url, from),
    read: (response) => readToken(response, spec, url, from),
  }
}

function lifeOf({ use, lifetime, exclusive }: TokenSpec) {
  const parts = [
    lifetime ? `${lifetime} s` : '',
    use === 'once' ? 'for one request' : '',
    exclusive ? 'and a new one ends the one before' : '',
  ]
  const life = parts.filter((part) => part !== '').join(', ')
  return life ? { life } : {}
}

/** A credential goes to the provider's own hosts, or to where the request goes itself. */
function checkUrl(text: string, own: Url, { hosts, token, file, id }: Spec): void {
  const url = parseUrl(text)
  const isOwn =
    url.authority === own.authority ||
    hosts.some((name) => url.host === name || url.host.endsWith(`.${name}`))
  const isSafe = url.scheme === 'https' || (url.scheme === 'http' && isLoopback(url.host))
  if (isOwn && isSafe && !url.hasUserInfo) return
  const what = isOwn ? 'asks over plain http' : 'is at a host that is not among hosts'
  throw problem(
    'insecure-url',
    `it ${what}. Nothing is sent.`,
    { name: 'token url', line: token?.url.line ?? 0 },
    file,
    id,
  )
}

type From = Pick<Call<Ready>, 'request' | 'url' | 'settings' | 'host'>

function requestsOf(spec: Spec, url: string, from: From): Pick<TokenSource, 'request' | 'requestAsync'> {
  if (!spec.token?.waits) return { request: (trace) => requestOf(spec, url, new Context(from), trace) }
  return {
    requestAsync(trace) {
      const context = new Context(from)
      return waited(context, () => requestOf(spec, url, context, trace))
    },
  }
}

function requestOf(spec: Spec, url: string, context: Context, trace?: Trace): Request {
  const { method, headers, body } = spec.token as TokenSpec
  runTokenSteps(spec, context, trace)
  return {
    method,
    url,
    headers: Object.entries(headersOf(headers, context, spec)),
    body: body ? filled(body, 'token body', context, spec.file, spec.id) : '',
  }
}

function readToken(
  response: Response,
  { id, token, settings: known }: Spec,
  url: string,
  { settings, host }: { settings: Ready; host: Context['host'] },
) {
  const { value: path, expires, lifetime, use } = token as TokenSpec
  const secrets = known.flatMap(({ name, secret }) => (secret ? [settings.values[name] ?? ''] : []))
  const asked = { provider: id, url, secrets }
  const json = parseTokenResponse(response, asked)
  const value = valueAt(json, path)
  if (typeof value !== 'string' || value === '')
    throw invalidTokenResponse(asked, `gave no text in "${path.join('.')}"`)
  if (!/^[\u0021-\u007e]+$/.test(value))
    throw invalidTokenResponse(asked, 'gave a token that no header can carry')
  const now = host.now()
  const end = expires && endOf(valueAt(json, expires), now)
  const expiresAt =
    end ??
    (lifetime === undefined ? undefined : now + lifetime) ??
    jwtExpiry(value) ??
    (use === 'once' ? now + 60 : undefined)
  if (expiresAt === undefined)
    throw invalidTokenResponse(asked, `gave a token without a time in "${expires?.join('.')}"`)
  return { value, expiresAt }
}

/** A number this small is no time but a length of time: `expires_in` (RFC 6749 section 5.1). */
const LONGEST_LIFE = 1e9

function endOf(value: unknown, now: number): number | undefined {
  const end = epochSeconds(value)
  return end !== undefined && end < LONGEST_LIFE ? now + end : end
}

function valueAt(json: unknown, path: readonly string[]): unknown {
  let at = json
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = (at as Record<string, unknown>)[key]
  }
  return at
}
