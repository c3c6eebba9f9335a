import type { ServerResponse } from 'node:http'
import type { ProviderResponse } from './verifier.js'

/** A response as it was sent. */
export interface Written {
  /** The names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/** Responds. */
export function write(
  response: ServerResponse,
  { status, body, headers = {} }: ProviderResponse,
  type = 'application/json',
): Written {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const length = Buffer.byteLength(text)
  response.statusCode = status
  response.setHeader('Content-Type', type)
  const written: [string, string][] = [['content-type', type]]
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, value)
    written.push([name.toLowerCase(), value])
  }
  response.setHeader('Content-Length', length)
  written.push(['content-length', String(length)])
  response.end(text)
  return { headers: written, body: text }
}
