// How many verified Inqud requests per second the sandbox bears, with the client beside it on the same machine.
//   node bench/load.mjs [seconds] [connections]
// The sandbox runs in a worker. The client signs each request by itself, over keep-alive connections.
import { createHmac, randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { availableParallelism, cpus } from 'node:os'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'

const seconds = Number(process.argv[2] ?? 5)
const connections = Number(process.argv[3] ?? 50)
const BODY = JSON.stringify({ amount: 50, name: 'x'.repeat(1000) })

if (isMainThread) await measure()
else await serve()

async function serve() {
  const { startSandbox } = await import('../dist/index.js')
  const sandbox = await startSandbox({ providers: ['inqud'] })
  parentPort.postMessage({ origin: sandbox.origins.inqud, env: sandbox.env })
  parentPort.on('message', async () => {
    parentPort.postMessage({ counts: sandbox.counts.inqud, heap: process.memoryUsage().rss })
    await sandbox.close()
    process.exit()
  })
}

async function measure() {
  const worker = new Worker(new URL(import.meta.url), { argv: process.argv.slice(2) })
  const next = () => new Promise((resolve) => worker.once('message', resolve))
  const { origin, env } = await next()
  const { hostname, port } = new URL(origin)
  await run({ hostname, port, env, until: performance.now() + 1000 })
  const began = performance.now()
  const statuses = await run({ hostname, port, env, until: began + seconds * 1000 })
  const elapsed = (performance.now() - began) / 1000
  const done = next()
  worker.postMessage('end')
  const { counts, heap } = await done
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), Node ${process.version}`
  const sum = Object.values(statuses).reduce((one, other) => one + other, 0)
  console.log(
    `${Math.round(sum / elapsed)} verified requests per second, 1 KB body, ${connections} connections; ${machine}`,
  )
  console.log(
    `responses: ${JSON.stringify(statuses)}; sandbox: ${JSON.stringify(counts)}; ${Math.round(heap / 2 ** 20)} MiB`,
  )
  if (statuses[200] !== sum || counts.refused > 0) process.exitCode = 1
}

async function run(target) {
  const statuses = {}
  await Promise.all(Array.from({ length: connections }, () => drive(target, statuses)))
  return statuses
}

/** One connection: the next request when the response is whole. */
function drive({ hostname, port, env, until }, statuses) {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect({ host: hostname, port: Number(port), noDelay: true }, () =>
      socket.write(signed(env)),
    )
    socket.setEncoding('latin1').on('error', reject)
    socket.on('data', (chunk) => {
      text += chunk
      const head = text.indexOf('\r\n\r\n')
      const length = /\r\ncontent-length: (\d+)/i.exec(text)
      if (head < 0 || text.length < head + 4 + Number(length?.[1])) return
      const status = text.slice(9, 12)
      statuses[status] = (statuses[status] ?? 0) + 1
      text = ''
      if (performance.now() < until) socket.write(signed(env))
      else socket.end(resolve)
    })
  })
}

function signed(env) {
  const salt = randomBytes(32).toString('hex')
  const signature = createHmac('sha256', env.INQUD_TOKEN_SECRET).update(BODY).update(salt).digest('hex')
  return [
    'POST /v1/user/payments/payout HTTP/1.1',
    `Host: ${env.INQUD_HOSTS}`,
    'Content-Type: application/json',
    `Content-Length: ${BODY.length}`,
    `X-Token-API-Id: ${env.INQUD_TOKEN_ID}`,
    `X-HMAC-SHA256-Signature: ${signature}`,
    `X-Salt: ${salt}`,
    '',
    BODY,
  ].join('\r\n')
}
