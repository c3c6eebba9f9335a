import type { Incoming } from '../incoming.js'
import { checks, refusals } from '../refusal.js'
import type { Issued } from '../tokens.js'
import type { ProviderResponse } from '../verifier.js'
import type { Known, KnownToken } from './definition.js'
import { stepsNamedIn } from './steps.js'
import type { Node } from './syntax.js'
import { type Against, type SentMember, verify } from './verify.js'

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
  const members = membersIn(token, request)
  const claimed = {
    ...others,
    steps: stepsNamedIn([token.headers, token.members], known),
    headers: token.headers,
    members,
  }
  verify(claimed, request, against)
}

/** What came where the texts of its form or JSON stand. */
function membersIn({ form, members }: KnownToken, request: Incoming): SentMember[] {
  const text = request.body.toString()
  const came = form === 'form' ? Object.fromEntries(new URLSearchParams(text)) : form && parsed(text)
  return members.map(({ path, node }) => ({ name: path.join('.'), node, came: textAt(came, path, node) }))
}

/** A number is compared as a number: it may be written otherwise. */
function textAt(value: unknown, path: readonly string[], node: Node): string {
  const found = path.reduce((at, name) => (at as Record<string, unknown> | undefined)?.[name], value)
  const [own] = node.op === 'call' ? node.args : []
  const isSame = typeof found === 'number' && own?.op === 'text' && Number(own.text) === found
  return isSame ? own.text : found === undefined ? '' : String(found)
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
