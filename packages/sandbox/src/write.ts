import type { ServerResponse } from 'node:http'
import type { ProviderResponse } from './verifier.js'

/** Responds. @returns the body as it was sent */
export function write(
  response: ServerResponse,
  { status, body, headers = {} }: ProviderResponse,
  type = 'application/json',
): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.statusCode = status
  response.setHeader('Content-Type', type)
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  response.setHeader('Content-Length', Buffer.byteLength(text))
  response.end(text)
  return text
}
