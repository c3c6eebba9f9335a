import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { built, empty, isLong, type Own, type Sending, TOOLS, tools } from './own.js'

const definition = fileURLToPath(new URL('../../../definitions/binance.yaml', import.meta.url))

let sandbox: ChildProcess
let own: Own
beforeAll(async () => {
  const program = join(inject('installed'), 'node_modules', '.bin', 'countersign')
  const words = ['sandbox', '--use', definition, '--provider', 'binance', '--json']
  sandbox = spawn(program, words, { cwd: empty('sandbox'), stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(sandbox.stdout as NonNullable<ChildProcess['stdout']>, 'data')
  const { origins, env } = JSON.parse(String(line))
  const settings = { apiKey: env.BINANCE_API_KEY, secretKey: env.BINANCE_SECRET_KEY }
  own = await built('../../../definitions/binance.yaml', 'binance', settings, origins.binance)
})
afterAll(() => void sandbox?.kill())

const requests: readonly Sending[] = [
  { method: 'GET', path: '/api/v3/account' },
  { method: 'DELETE', path: '/api/v3/order?symbol=LTCBTC&orderId=1' },
  {
    method: 'POST',
    path: '/api/v3/order?symbol=LTCBTC&side=BUY',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'quantity=1&price=0.1',
  },
]

// The other tools run providers in code that are bundled alike; the long tests run all.
const some = isLong ? tools : ['newman', 'k6']

describe('binance.yaml, from the tarballs, against the interpreter of the sandbox', () => {
  it.each(some)('in %s', async (name) => {
    if (name.startsWith('k6') && !inject(name === 'k6' ? 'k6' : 'extension')) return
    await expect(TOOLS[name]?.(own, requests)).resolves.not.toThrow()
  })
})
