import type { Header, Response } from '@countersign/core/message'
import type { ToolBody, ToolRequest } from '@countersign/script/tool'
import type { Pm, PmBody, PmHeaders, PmRequest } from './pm-types.js'

/** Reads `pm.request`: what is enabled in it, its variables not yet filled in. */
export function readPm({ method, url, headers, body, auth }: PmRequest): ToolRequest {
  const enabled = headersOf(headers)
  return { method, url: url.toString(), headers: enabled, body: bodyOf(body, enabled), auth: authOf(auth) }
}

/** The enabled headers, a blank row left out as the tool does. */
export function headersOf(headers: PmHeaders): Header[] {
  const enabled: Header[] = []
  for (const { key, value, disabled } of headers.all())
    if (!disabled && key) enabled.push([key, textOf(value)])
  return enabled
}

const textOf = (value: unknown) => (value === undefined || value === null ? '' : String(value))

const TYPES: Record<string, string> = {
  html: 'text/html',
  json: 'application/json',
  javascript: 'application/javascript',
  xml: 'application/xml',
}

function bodyOf(body: PmBody | undefined, headers: readonly Header[]): ToolBody {
  if (!body || body.disabled || body.isEmpty()) return { mode: 'none' }
  switch (body.mode) {
    case 'raw':
      return rawOf(body, headers)
    case 'urlencoded': {
      const rows = body.urlencoded?.all().filter(({ disabled }) => !disabled) ?? []
      return {
        mode: 'urlencoded',
        rows: rows.map(({ key, value }) => ({ key: textOf(key), value: textOf(value) })),
      }
    }
    case 'graphql':
      return { mode: 'graphql', ...graphqlOf(body.graphql ?? {}) }
    default:
      return { mode: 'unreadable', called: String(body.mode) }
  }
}

/** JSON by its language, or by its Content-Type if no language is set: the tool takes comments out of that. */
function rawOf({ raw, options }: PmBody, headers: readonly Header[]): ToolBody {
  const language = options?.raw?.language
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  const json = language ? language === 'json' : /^application\/(\S+\+)?json/.test(type)
  const text = typeof raw === 'string' ? raw : JSON.stringify(raw)
  return { mode: 'raw', text, json, type: TYPES[language ?? ''] ?? 'text/plain' }
}

function graphqlOf({ query, operationName, variables }: NonNullable<PmBody['graphql']>) {
  return {
    ...(typeof query === 'string' && { query }),
    ...(typeof operationName === 'string' && { operationName }),
    ...(variables !== undefined && { variables }),
  }
}

/** The request's own Authorization tab; one that it inherits cannot be seen by a script. */
function authOf(auth: PmRequest['auth']): ToolRequest['auth'] {
  const { type } = auth ?? {}
  if (!type || type === 'noauth' || type === 'inherit') return undefined
  const token = type === 'bearer' ? auth?.parameters?.()?.get('token') : undefined
  return token ? { type, bearer: String(token) } : { type }
}

/** Reads `pm.response`, or the response to a request that the script sent. */
export function responseOf(response: Pm['response']): Response {
  const { code, headers } = response
  return { status: code, headers: headers ? headersOf(headers) : [], body: response.text() ?? '' }
}
