import { randomBytes } from 'node:crypto'
import { startSandbox } from '@countersign/sandbox'
import { expect, it } from 'vitest'
import { collection, event, post, script } from './collections.js'
import { run, toolNames } from './runners.js'

const FIELDS = {
  mode: '',
  oaepPaddingDigestAlgorithm: 'SHA-256',
  ivFieldName: 'iv',
  encryptedKeyFieldName: 'encryptedKey',
  dataEncoding: 'base64',
}
const OPENED = [
  "pm.test('opened', function () {",
  '  pm.expect(JSON.parse(pm.variables.get("COUNTERSIGN_OPENED")).card).to.eql({ number: "5123" })',
  '})',
]

it.each(toolNames)(
  'Mastercard OAuth in %s: signed, a part of the body encrypted, the response decrypted',
  async (tool) => {
    const sandbox = await startSandbox({
      providers: ['mastercard-oauth'],
      mastercardOauth: { encryption: true },
    })
    const { encryptionConfig } = JSON.parse(sandbox.env.MASTERCARD_OAUTH_CONFIG ?? '{}')
    const env = {
      ...sandbox.env,
      MASTERCARD_OAUTH_CONFIG: JSON.stringify({ encryptionConfig: { ...encryptionConfig, ...FIELDS } }),
      COUNTERSIGN_ENTROPY: randomBytes(32).toString('hex'),
    }
    const events = [
      event('prerequest', script('mastercard-oauth.pre-request')),
      event('test', script('mastercard-oauth.post-response')),
      event('test', OPENED),
    ]
    const item = post(`${sandbox.origins['mastercard-oauth']}/cards`, '{"card":{"number":"5123"}}')
    const { code, text } = await run(tool, collection([item], events), { env })
    await sandbox.close()
    expect({ code, text }).toMatchObject({ code: 0 })
  },
)
