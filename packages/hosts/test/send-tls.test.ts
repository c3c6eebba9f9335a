import { createServer } from 'node:https'
import { beforeAll, expect, test } from 'vitest'
import { nodeSend } from '../src/node.js'
import { certificateFor } from './certificate.js'
import { get, listening, textOf } from './servers.js'

let right: { cert: string; key: string }
let other: { cert: string; key: string }
let expired: { cert: string; key: string }
beforeAll(() => {
  right = certificateFor('127.0.0.1')
  other = certificateFor('192.0.2.1')
  expired = certificateFor('127.0.0.1', new Date(1000))
})

const secure = async (identity: { cert: string; key: string }) =>
  `https://127.0.0.1:${await listening(createServer(identity, (_incoming, response) => void response.end('in')))}`

test('a certificate that is not trusted is refused, unless it is asked for', async () => {
  const origin = await secure(right)
  await expect(nodeSend()(get(origin))).rejects.toThrow(/TLS connection to .* failed: its certificate/)
  expect(textOf((await nodeSend({ ca: right.cert })(get(origin))).body)).toBe('in')
  expect(textOf((await nodeSend({ ca: [other.cert, right.cert] })(get(origin))).body)).toBe('in')
  expect(textOf((await nodeSend({ rejectUnauthorized: false })(get(origin))).body)).toBe('in')
})

test('a certificate for another name, or that has expired, is refused', async () => {
  await expect(nodeSend({ ca: other.cert })(get(await secure(other)))).rejects.toThrow(
    'its certificate is for another name (IP Address:192.0.2.1)',
  )
  await expect(nodeSend({ ca: expired.cert })(get(await secure(expired)))).rejects.toThrow('has expired')
})

test('a client certificate is shown', async () => {
  const client = certificateFor('127.0.0.1')
  const server = createServer(
    { ...right, requestCert: true, rejectUnauthorized: true, ca: client.cert },
    (_incoming, response) => void response.end('in'),
  )
  const origin = `https://127.0.0.1:${await listening(server)}`
  const shown = nodeSend({ ca: right.cert, ...client })(get(origin))
  expect(textOf((await shown).body)).toBe('in')
  await expect(nodeSend({ ca: right.cert })(get(origin))).rejects.toMatchObject({
    code: 'CLIENT_CERTIFICATE',
    message: expect.stringContaining('it demands a client certificate'),
  })
})

test('a server with an older TLS alone is named', async () => {
  const server = createServer({
    ...right,
    maxVersion: 'TLSv1.1',
    minVersion: 'TLSv1',
    ciphers: 'ALL@SECLEVEL=0',
  })
  const origin = `https://127.0.0.1:${await listening(server)}`
  await expect(nodeSend({ ca: right.cert })(get(origin))).rejects.toMatchObject({
    code: 'OLD_TLS',
    message: expect.stringContaining('it does not offer TLS 1.2 or newer'),
  })
})
