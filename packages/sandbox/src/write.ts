import type { ServerResponse } from 'node:http'
import type { ProviderResponse } from './verifier.js'

export function write(
  response: ServerResponse,
  { status, body }: ProviderResponse,
  type = 'application/json',
): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) })
  response.end(text)
}
