import { startSandbox } from '@countersign/sandbox'
import { expect, it } from 'vitest'
import { isExtension, k6, run, script } from './k6.js'

const FIELDS = {
  mode: '',
  oaepPaddingDigestAlgorithm: 'SHA-512',
  ivFieldName: 'iv',
  encryptedKeyFieldName: 'encryptedKey',
  oaepHashingAlgorithmFieldName: 'oaepHashingAlgorithm',
  dataEncoding: 'hex',
}

it.skipIf(!k6)('Mastercard OAuth: a part of the body is encrypted, as a JWE and field by field', async () => {
  const sandbox = await startSandbox({
    providers: ['mastercard-oauth'],
    mastercardOauth: { encryption: true },
  })
  const { env, origins } = sandbox
  const jwe = JSON.parse(env.MASTERCARD_OAUTH_CONFIG ?? '{}')
  const fields = { encryptionConfig: { ...jwe.encryptionConfig, ...FIELDS } }
  const settings = {
    consumerKey: env.MASTERCARD_OAUTH_CONSUMER_KEY,
    signingKey: env.MASTERCARD_OAUTH_SIGNING_KEY,
    hosts: env.MASTERCARD_OAUTH_HOSTS,
  }
  const configs = { jwe: JSON.stringify(jwe), fields: JSON.stringify(fields) }
  const { code, text, cases } = await run(script('payloads.ts'), {
    env: {
      GIVEN: JSON.stringify({ origin: origins['mastercard-oauth'], configs }),
      SETTINGS: JSON.stringify(settings),
    },
  })
  await sandbox.close()
  expect({ code, text }).toMatchObject({ code: 0 })
  const opened = { status: 200, ok: true, way: 'oauth1', card: { number: '5123' } }
  const atOnce = isExtension ? opened : { error: { code: 'needs-waiting' } }
  expect(cases).toMatchObject({
    jwe: opened,
    fields: opened,
    'jwe, at once': atOnce,
    'fields, at once': atOnce,
  })
})
