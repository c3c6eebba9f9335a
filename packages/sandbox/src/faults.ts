import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Answer, TokenFault } from './options.js'
import { write } from './server.js'

/** Answers a token request in the way that was asked for. */
export async function spoil(response: ServerResponse, answer: Answer, fault: TokenFault): Promise<void> {
  const text = JSON.stringify(answer.body)
  switch (fault.kind) {
    case 'hang':
      return
    case 'slow':
      await wait(fault.seconds * 1000)
      return write(response, answer)
    case 'status':
      return write(response, {
        status: fault.status,
        body: { error: { code: 'fault', message: 'A fault that was asked for' } },
      })
    case 'cut-off':
      response.writeHead(answer.status, { 'Content-Type': 'application/json', 'Content-Length': text.length })
      response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy())
      return
    case 'html':
      response.writeHead(200, { 'Content-Type': 'text/html' })
      response.end('<!doctype html><title>Gateway</title><h1>Welcome</h1>')
      return
    default:
      return write(response, { status: answer.status, body: spoiledBody(fault.kind, answer) })
  }
}

function spoiledBody(kind: 'garbled' | 'empty' | 'no-token' | 'expired', { body }: Answer): object | string {
  if (kind === 'empty') return ''
  if (kind === 'garbled') return JSON.stringify(body).split('').reverse().join('')
  const { accessToken, ...rest } = body as Record<string, unknown>
  if (kind === 'no-token') return rest
  return 'expires' in rest ? { accessToken, expires: 1 } : { accessToken, expiresAt: '2001-01-01T00:00:00Z' }
}
