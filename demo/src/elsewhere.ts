import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Elsewhere } from './row.js'

/** Starts a server that does not belong to a provider and records what arrives. */
export async function startElsewhere(): Promise<Elsewhere & { close(): void }> {
  const arrived: string[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    arrived.push(`${request.rawHeaders.join('\n')}\n\n${Buffer.concat(chunks).toString('latin1')}`)
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, arrived, close: () => void server.close() }
}
