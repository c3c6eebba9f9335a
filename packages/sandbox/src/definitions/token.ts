import type { Incoming } from '../incoming.js'
import { checks, hidden, refusals } from '../refusal.js'
import type { Issued } from '../tokens.js'
import type { ProviderResponse } from '../verifier.js'
import type { Known, KnownToken } from './definition.js'
import { evaluate } from './evaluate.js'
import { readTemplate } from './syntax.js'
import { type Against, verify } from './verify.js'
import type { World } from './world.js'

const check = checks(401, 'unauthorized')
const wrongMethod = checks(405, 'method_not_allowed')
const bad = refusals(400, 'bad_request')

/** Verifies a request for a token: its headers, and its form or JSON. @throws {Refusal} */
export function verifyTokenRequest(
  known: Known,
  token: KnownToken,
  request: Incoming,
  against: Against,
): void {
  const { query: _query, body: _body, maxAge: _maxAge, token: _token, ...others } = known
  wrongMethod(request, request.method === token.method, 'method', 'The method differs.', {
    expected: token.method,
    got: request.method,
  })
  const world = verify({ ...others, steps: stepsOf(known, token), headers: token.headers }, request, against)
  if (token.form) checkForm(token.form, world)
  if (token.json !== undefined) checkJson(token.json, world)
}

/** The steps that its headers name, by way of others too. */
function stepsOf({ steps }: Known, token: KnownToken): Known['steps'] {
  const named = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { op, name } = value as { op?: string; name?: string }
    if (op === 'ref' && name !== undefined && !named.has(name)) {
      named.add(name)
      visit(steps.get(name))
    }
    for (const part of Object.values(value)) visit(part)
  }
  visit(token.headers)
  return new Map([...steps].filter(([name]) => named.has(name)))
}

function checkForm(form: NonNullable<KnownToken['form']>, world: World): void {
  const came = new URLSearchParams(world.request.body.toString())
  for (const [name, node] of Object.entries(form)) {
    const made = String(evaluate(node, world))
    const text = came.get(name) ?? ''
    check(world.request, text === made, name, `The parameter ${name} of the form differs.`, {
      expected: hidden(made),
      got: hidden(text),
    })
  }
}

function checkJson(json: unknown, world: World): void {
  const made = filled(json, world)
  const came = parsed(world.request.body.toString())
  for (const [name, value] of Object.entries(made as object)) {
    const isSame = JSON.stringify((came as Record<string, unknown>)[name]) === JSON.stringify(value)
    check(world.request, isSame, name, `The member ${name} of the JSON differs.`, {
      expected: hidden(String(value)),
      got: hidden(String((came as Record<string, unknown>)[name] ?? '')),
    })
  }
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // Told of below.
  }
  return bad('body', 'The body is not JSON.', { expected: 'a JSON object', got: `${text.length} characters` })
}

function filled(json: unknown, world: World): unknown {
  if (typeof json === 'string') return String(evaluate(readTemplate(json), world))
  if (Array.isArray(json)) return json.map((one) => filled(one, world))
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, filled(value, world)]))
}

/** The response that holds a token, where the definition looks for it. */
export function tokenResponse(
  { value: path, expires }: KnownToken,
  { value, expiresAt }: Issued,
  now: number,
): ProviderResponse {
  const body: Record<string, unknown> = {}
  put(body, path, value)
  const isLength = /(_in|In)$/.test(expires?.at(-1) ?? '')
  if (expires) put(body, expires, isLength ? Math.round(expiresAt - now) : Math.floor(expiresAt))
  return { status: 200, body }
}

function put(body: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = body
  for (const key of path.slice(0, -1)) {
    at[key] ??= {}
    at = at[key] as Record<string, unknown>
  }
  at[path.at(-1) ?? ''] = value
}
