import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

const closing: (() => void)[] = []
afterAll(() => {
  for (const close of closing) close()
})

/** Listens on loopback until the tests end, and gives the origin. */
export async function listening(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export interface Recorded {
  readonly method: string
  readonly path: string
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Keeps what came, byte for byte, and responds with `{}`; `/no UTF-8` bytes, and `?to=URL` a redirect. */
export async function startRecorder() {
  const seen: Recorded[] = []
  const origin = await listening(async (request, response) => {
    const body = await bodyOf(request)
    const { method = '', url = '/', headers } = request
    seen.push({ method, path: url, headers, body })
    const to = new URL(url, 'http://here').searchParams.get('to')
    if (to === null && decodeURI(url) === '/no UTF-8') response.end(Buffer.from([0x61, 0xff, 0xc3, 0x62]))
    else if (to === null) response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    else response.writeHead(307, { location: to }).end()
  })
  return {
    seen,
    origin,
    host: new URL(origin).host,
    at: (path: string) => seen.filter((one) => one.path === path),
  }
}

type Respond = (response: ServerResponse) => unknown

/** Responds to `/a-name` as `a name` says. */
export function startResponders(responders: Readonly<Record<string, Respond>>): Promise<string> {
  return listening((request, response) => {
    const [, name = ''] = (request.url ?? '').split('/')
    const respond = responders[name.replaceAll('-', ' ')]
    request.resume().on('end', () => respond?.(response) ?? response.writeHead(404).end())
  })
}
