// One server of the benchmark in a process of its own: the provider, a bare reverse proxy, or the gateway for a provider.
import { createServer } from 'node:http'
import { pipeline } from 'node:stream'
import { createSigner, providers } from '@countersign/core'
import { createGateway } from '@countersign/gateway'
import { nodeHost } from '@countersign/hosts/node'
import { startSandbox } from '@countersign/sandbox'
import { Pool } from 'undici'

process.on('disconnect', () => process.exit())
const [kind, origin] = process.argv.slice(2)
const server = { upstream, bare }[kind]?.() ?? (await gateway(kind))
server.listen(0, '127.0.0.1', () => process.send(`http://127.0.0.1:${server.address().port}`))

function upstream() {
  return createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': 2 })
      response.end('ok')
    })
  })
}

function bare() {
  const pool = new Pool(origin)
  return createServer(async (request, response) => {
    const { statusCode, headers, body } = await pool.request({
      method: request.method,
      path: request.url,
      headers: { ...request.headers, host: new URL(origin).host, connection: undefined },
      body: request,
    })
    response.writeHead(statusCode, headers)
    pipeline(body, response, () => {})
  })
}

async function gateway(id) {
  const provider = providers.find((one) => one.id === id)
  // Its throwaway credentials, for another server.
  const sandbox = await startSandbox({ mastercard: { mutualTls: false } })
  await sandbox.close()
  const { host } = new URL(origin)
  const env = { ...sandbox.env, INQUD_HOSTS: host, MASTERCARD_HOSTS: host }
  const signer = createSigner({ providers: [provider], settings: (name) => env[name], host: nodeHost() })
  const routes = [{ provider, origin }]
  return createGateway({ signer, routes, reach: () => ({}), allowed: [], isLocal: true, origins: [] }).server
}
