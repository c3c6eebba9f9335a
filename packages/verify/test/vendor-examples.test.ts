import { createHash, X509Certificate } from 'node:crypto'
import { providers } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { expect, it } from 'vitest'
import { readCaptures, verifyFile } from '../dist/index.js'
import { makeKeys } from './keys.js'
import { fingerprintOf, IMBURSE, imburse, jwe, mastercard, NOW } from './vendors.js'
import { asHttp, type Sent } from './writers.js'

const verify = async (sent: Sent, env: Record<string, string>) =>
  (
    await verifyFile(readCaptures(asHttp(sent)), {
      providers,
      settings: (name) => env[name],
      host: nodeHost(),
      at: NOW,
      ways: 0,
    })
  )[0]

it("Imburse's own scripts are right: the timestamp with its fraction is the nonce, with a note", async () => {
  const timestamp = `${NOW}.115`
  const verdict = await verify(imburse({ body: '{"a":1}', nonce: timestamp, timestamp }), IMBURSE)
  expect(verdict).toMatchObject({ verdict: 'verified', why: 'the signature matches' })
  expect(verdict?.seen).toEqual([expect.stringMatching(/two requests in one millisecond share a nonce/)])
})

it('but not with a wrong signature', async () => {
  const timestamp = `${NOW}.115`
  const sent = imburse({ nonce: timestamp, timestamp, privateKey: Buffer.alloc(32, 1).toString('base64') })
  expect((await verify(sent, IMBURSE))?.verdict).toBe('not-verified')
})

it("Imburse's C# example is right: hmac in lower case, with a note", async () => {
  const verdict = await verify(imburse({ token: (token) => `hmac ${token}` }), IMBURSE)
  expect(verdict).toMatchObject({ verdict: 'verified', seen: [expect.stringMatching(/lower case/)] })
})

it('a kid in each form of the right key is right, with a note', async () => {
  const { publicKey, certificate } = await makeKeys()
  const own = Buffer.from(fingerprintOf(publicKey), 'hex')
  const whole = createHash('sha256').update(new X509Certificate(certificate).raw).digest()
  const env = { MASTERCARD_ENCRYPTION_CERTIFICATE: certificate }
  const kids = [
    own.toString('base64'),
    own.toString('base64url'),
    whole.toString('hex'),
    whole.toString('base64'),
  ]
  for (const kid of kids) {
    const body = JSON.stringify({ encryptedData: jwe(publicKey, { kid }) })
    const verdict = await verify(mastercard(body), env)
    expect(verdict).toMatchObject({ verdict: 'verified' })
    expect(verdict?.seen.join()).toMatch(
      /the kid is the SHA-256 of the (public key|certificate) in (hex|base64)/,
    )
  }
})
