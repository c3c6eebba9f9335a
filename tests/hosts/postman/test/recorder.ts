import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Recorded {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [string, string])[]
  /** Letter for byte. */
  readonly body: string
}

export interface Reply {
  readonly status: number
  readonly body: string
  readonly location?: string
}

/** A server that responds with `{}` and keeps what came, as it came. */
export async function startRecorder(reply: (url: string) => Reply = () => OK) {
  const seen: Recorded[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const raw = request.rawHeaders
      const headers = raw.flatMap((name, at) => (at % 2 ? [] : [[name, raw[at + 1] ?? ''] as const]))
      const body = Buffer.concat(chunks).toString('latin1')
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers, body })
      const { status, body: text, location } = reply(request.url ?? '')
      const more = location ? { location } : {}
      response.writeHead(status, { 'content-type': 'application/json', ...more }).end(text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { seen, host, origin: `http://${host}`, close: () => server.close() }
}

const OK = { status: 200, body: '{}' }
