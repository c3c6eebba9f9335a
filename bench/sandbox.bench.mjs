// How many verified Inqud requests a second the sandbox bears, with the client that signs and sends them on the same cores.
import { Agent, request as overHttp } from 'node:http'
import { createSigner, providers } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { startSandbox } from '@countersign/sandbox'
import { figure } from './ratio.mjs'

export const title = 'The sandbox'
export const rows = ['verified Inqud requests', 'refused of them']

const WANTED = 3000
const SECONDS = 5
const CONNECTIONS = 32

export default async function run() {
  const sandbox = await startSandbox({ providers: ['inqud'] })
  const { sign } = createSigner({ providers, settings: (name) => sandbox.env[name], host: nodeHost() })
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const url = `${sandbox.origins.inqud}/v1/payout`
  const body = JSON.stringify({ text: 'x'.repeat(1024) })
  const end = Date.now() + SECONDS * 1000
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (Date.now() < end) await post(sign({ method: 'POST', url, headers: [], body }).request, agent)
    }),
  )
  const { accepted, refused } = sandbox.counts.inqud
  await sandbox.close()
  figure('verified Inqud requests', accepted / SECONDS, 'a second', { atLeast: WANTED })
  figure('refused of them', refused, 'requests', { atMost: 0 })
}

function post({ method, url, headers, body }, agent) {
  return new Promise((resolve, reject) => {
    const all = { ...Object.fromEntries(headers), 'Content-Length': Buffer.byteLength(body) }
    overHttp(url, { method, headers: all, agent }, (response) => response.resume().on('end', resolve))
      .on('error', reject)
      .end(body)
  })
}
