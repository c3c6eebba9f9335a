import { expect, it } from 'vitest'
import { json } from './app.js'
import { BOTH, inWorlds } from './worlds.js'

const FIELDS = {
  mode: '',
  oaepPaddingDigestAlgorithm: 'SHA-256',
  ivFieldName: 'iv',
  encryptedKeyFieldName: 'encryptedKey',
  dataEncoding: 'hex',
}

inWorlds(
  BOTH,
  (world) => {
    it.each([
      ['as a JWE', {}],
      ['field by field', FIELDS],
    ])(
      'Mastercard OAuth: signed, a part of the body encrypted %s, the response decrypted',
      async (_way, changes) => {
        const { encryptionConfig } = JSON.parse(world.env.MASTERCARD_OAUTH_CONFIG ?? '{}')
        const config = JSON.stringify({ encryptionConfig: { ...encryptionConfig, ...changes } })
        const done = await world.send(
          {
            url: world.at('mastercard-oauth', '/cards'),
            body: { mimeType: 'application/json', text: '{"card":{"number":"5123"}}' },
          },
          { environment: { ...world.env, MASTERCARD_OAUTH_CONFIG: config } },
        )
        expect([done.error, done.told.alerts]).toEqual([undefined, []])
        expect(json(done.response?.body)).toMatchObject({ ok: true, way: 'oauth1', card: { number: '5123' } })
      },
    )
  },
  { providers: ['mastercard-oauth'], mastercardOauth: { encryption: true } },
)
