import type { Header } from '@countersign/core/message'
import type { ToolBody, ToolRequest } from '@countersign/script'
import type { ScriptBody, ScriptHeaders, ScriptRequest } from './types.js'

/**
 * Reads `insomnia.request`: nothing in it is rendered yet but `url`, which has its path parameters in place.
 * `asksForTokens`: a provider of the script may.
 */
export function readScript(request: ScriptRequest, url: string, asksForTokens: boolean): ToolRequest {
  const { method, headers, body, auth } = request
  const bearer = bearerOf(auth)
  return {
    method,
    url,
    headers: headersOf(headers).filter((header) => !asksForTokens || !isTaggedBearer(header)),
    body: bodyOf(body),
    ...(bearer !== undefined && { auth: { type: 'bearer', bearer } }),
  }
}

/** What a generated workspace has for the plugin. A tag sends a stored request without its script, so unsigned. */
const isTaggedBearer = ([name, value]: Header) =>
  /^authorization$/i.test(name) && /^Bearer \{% *response\b/.test(value)

/** The enabled headers, a blank row left out. */
export function headersOf(headers: ScriptHeaders): Header[] {
  const rows = headers.map(({ key, value, disabled }) => ({ key, value, disabled }), {})
  return rows
    .filter(({ key, disabled }) => key && !disabled)
    .map(({ key, value }): Header => [key, String(value ?? '')])
}

/**
 * A text is sent as it stands. Insomnia writes forms after scripts, multipart ones under the same name, and a GraphQL
 * text whose variables are a text once more; tags are filled in after scripts, too.
 */
function bodyOf(body: ScriptBody | undefined): ToolBody {
  if (!body?.mode) return { mode: 'none' }
  if (body.mode !== 'raw') return unreadable(body.mode === 'file' ? 'file' : 'form')
  const text = body.raw ?? ''
  if (/\{%|\{#/.test(text)) return unreadable('tagged ({% … %})')
  if (hasTextVariables(text)) return unreadable('GraphQL')
  return { mode: 'raw', text, json: false, type: '' }
}

const unreadable = (called: string): ToolBody => ({
  mode: 'unreadable',
  called,
  instead: 'JSON or another text, or the plugin',
})

function hasTextVariables(text: string): boolean {
  try {
    const { query, variables } = JSON.parse(text)
    return typeof query === 'string' && typeof variables === 'string'
  } catch {
    return false
  }
}

/** The token of the Auth tab, which the app adds where no header has one. */
function bearerOf(auth: ScriptRequest['auth']): string | undefined {
  const { type, bearer = [] } = auth?.toJSON() ?? {}
  const valueAt = (name: string) => bearer.find(({ key }) => key === name)?.value
  if (type !== 'bearer' || valueAt('disabled') === 'true') return undefined
  return String(valueAt('token') ?? '') || undefined
}
