import { createHash } from 'node:crypto'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import {
  PROVIDER_IDS,
  type ProviderId,
  type RequestRecord,
  type Sandbox,
  type SandboxOptions,
  startSandbox,
} from '../src/index.js'
import { ask, origin, setting } from './client.js'

const inqud = (options: SandboxOptions = {}) => startSandbox({ providers: ['inqud'], ...options })
const simple = (sandbox: Sandbox) => ({
  'X-Token-API-Id': setting(sandbox, 'INQUD_TOKEN_ID'),
  'X-Token-API-Secret': setting(sandbox, 'INQUD_TOKEN_SECRET'),
})

it('starts all of them, and names everything that a client needs', async () => {
  const sandbox = await startSandbox()
  expect(Object.keys(sandbox.origins)).toEqual(PROVIDER_IDS)
  expect(Object.keys(sandbox.env)).toEqual(
    expect.arrayContaining([
      'COUNTERSIGN_CACERT',
      'IMBURSE_ACCOUNT_ID',
      'IMBURSE_HOSTS',
      'IMBURSE_PRIVATE_KEY',
      'IMBURSE_PUBLIC_KEY',
      'IMBURSE_TENANT_ID',
      'INQUD_HOSTS',
      'INQUD_TOKEN_ID',
      'INQUD_TOKEN_SECRET',
      'MASTERCARD_CLIENT_CERTIFICATE',
      'MASTERCARD_CLIENT_KEY',
      'MASTERCARD_DECRYPTION_KEY',
      'MASTERCARD_ENCRYPTION_CERTIFICATE',
      'MASTERCARD_HOSTS',
      'MASTERCARD_OAUTH_CONSUMER_KEY',
      'MASTERCARD_OAUTH_HOSTS',
      'MASTERCARD_OAUTH_SIGNING_KEY',
      'SENDPAYMENTS_CLIENT_ID',
      'SENDPAYMENTS_CLIENT_SECRET',
      'SENDPAYMENTS_HOSTS',
    ]),
  )
  const prefixes = PROVIDER_IDS.map((id) => `${id.toUpperCase()}_`)
  for (const name of Object.keys(sandbox.env))
    expect(name === 'COUNTERSIGN_CACERT' || prefixes.some((prefix) => name.startsWith(prefix))).toBe(true)
  for (const [id, url] of Object.entries(sandbox.origins)) {
    expect(new URL(url).host).toBe(setting(sandbox, `${id.toUpperCase().replace('-', '_')}_HOSTS`))
    expect(new URL(url).protocol).toBe(id === 'mastercard' ? 'https:' : 'http:')
  }
  await sandbox.close()
})

it('makes other credentials at each start', async () => {
  const [one, other] = await Promise.all([startSandbox(), startSandbox()])
  for (const [name, value] of Object.entries(one.env)) expect(other.env[name]).not.toBe(value)
  await Promise.all([one.close(), other.close()])
})

/** Two ports in a row that nobody has; another program may take one meanwhile, so it tries again. */
async function onPorts<Result>(run: (port: number) => Promise<Result>, left = 5): Promise<Result> {
  const probe = await inqud()
  const port = Number(new URL(origin(probe, 'inqud')).port)
  await probe.close()
  return run(port).catch((error) => (left > 0 ? onPorts(run, left - 1) : Promise.reject(error)))
}

it('gives the first provider the port, and the next the next', async () => {
  await onPorts(async (port) => {
    const sandbox = await startSandbox({ providers: ['sendpayments', 'inqud', 'sendpayments'], port })
    expect(sandbox.origins).toEqual({
      sendpayments: `http://127.0.0.1:${port}`,
      inqud: `http://127.0.0.1:${port + 1}`,
    })
    await sandbox.close()
  })
})

it('says which port is taken, and leaves nothing open', async () => {
  const other = await inqud()
  const port = Number(new URL(origin(other, 'inqud')).port)
  await expect(startSandbox({ providers: ['imburse'], port })).rejects.toThrow(
    `Port ${port} of 127.0.0.1 is taken`,
  )
  await other.close()
  await expect(startSandbox({ port: 70_000 })).rejects.toThrow(/port/i)
  await expect(startSandbox({ providers: ['other' as ProviderId] })).rejects.toThrow(/no provider "other"/)
})

it('keeps a record of each request, the last thousand, and counts all', async () => {
  const records: RequestRecord[] = []
  const sandbox = await inqud({ onRequest: (record) => records.push(record) })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  for (let n = 0; n < 1100; n++)
    await ask(`${origin(sandbox, 'inqud')}/${n}`, { headers: n % 2 ? simple(sandbox) : {}, agent })
  expect(sandbox.counts.inqud).toEqual({ accepted: 550, refused: 550, token: 0 })
  expect(sandbox.requests).toHaveLength(1000)
  expect(sandbox.requests.at(0)?.path).toBe('/100')
  expect(records).toHaveLength(1100)
  const common = { provider: 'inqud', method: 'POST', token: false }
  expect(records[0]).toEqual({ ...common, path: '/0', status: 401, accepted: false, check: 'tokenId' })
  expect(records[1]).toEqual({ ...common, path: '/1', status: 200, accepted: true })
  agent.destroy()
  await sandbox.close()
})

it('takes a body by length, in chunks, and none larger than its bound', async () => {
  const sandbox = await inqud({ maxBody: 100_000 })
  const send = (body: string | string[]) => ask(origin(sandbox, 'inqud'), { headers: simple(sandbox), body })
  const hash = createHash('sha256').update('ab'.repeat(1000)).digest('hex')
  expect((await send('ab'.repeat(1000))).json).toMatchObject({ bodySha256: hash, bodyLength: 2000 })
  const chunked = await send(['a', `b${'ab'.repeat(998)}`, 'ab'])
  expect(chunked.json).toMatchObject({ bodySha256: hash, headers: { 'transfer-encoding': 'chunked' } })
  expect((await send('x'.repeat(100_000))).status).toBe(200)
  for (const body of ['x'.repeat(100_001), ['x'.repeat(99_999), 'xx'], 'x'.repeat(5_000_000)]) {
    const { status, json } = await send(body)
    expect({ status, check: json.error.check }).toEqual({ status: 413, check: 'bodySize' })
  }
  await sandbox.close()
})

it('echoes a long body by its hash and its beginning', async () => {
  const sandbox = await inqud()
  const body = 'é'.repeat(1_000_000)
  const { json } = await ask(origin(sandbox, 'inqud'), { headers: simple(sandbox), body })
  expect(json).toMatchObject({ bodyLength: 2_000_000, bodyTruncated: true, body: 'é'.repeat(512) })
  expect(json.bodySha256).toBe(createHash('sha256').update(body).digest('hex'))
  await sandbox.close()
})

it('responds to HEAD without a body', async () => {
  const sandbox = await inqud()
  const headers = simple(sandbox)
  expect(await ask(origin(sandbox, 'inqud'), { method: 'HEAD', headers })).toMatchObject({
    status: 200,
    text: '',
  })
  expect(await ask(origin(sandbox, 'inqud'), { method: 'HEAD' })).toMatchObject({ status: 401, text: '' })
  expect(sandbox.counts.inqud).toEqual({ accepted: 1, refused: 1, token: 0 })
  await sandbox.close()
})

it('keeps no record of a request that was broken off', async () => {
  const sandbox = await inqud()
  const broken = request(origin(sandbox, 'inqud'), { method: 'POST', headers: { 'Content-Length': 100 } })
  const ended = new Promise((resolve) => broken.on('error', resolve))
  broken.write('half', () => broken.destroy())
  await ended
  expect((await ask(origin(sandbox, 'inqud'), { headers: simple(sandbox) })).status).toBe(200)
  expect(sandbox.requests).toHaveLength(1)
  await sandbox.close()
})

// Nobody hangs up here: without our help `close` would wait for minutes, and this test for its end.
it('closes while clients hold connections: idle ones, half a request, half a handshake', async () => {
  const sandbox = await startSandbox()
  const agent = new Agent({ keepAlive: true })
  await ask(origin(sandbox, 'inqud'), { agent })
  for (const url of Object.values(sandbox.origins)) {
    for (const text of ['', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf']) {
      const { hostname, port } = new URL(url)
      const socket = connect(Number(port), hostname).on('error', () => {})
      await new Promise<void>((resolve) => socket.once('connect', () => socket.write(text, () => resolve())))
    }
  }
  await sandbox.close()
  await sandbox.close()
  await expect(ask(origin(sandbox, 'inqud'))).rejects.toThrow(/ECONNREFUSED/)
  agent.destroy()
})
