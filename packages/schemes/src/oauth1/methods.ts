import {
  base64,
  type Configured,
  CountersignError,
  type HashName,
  type Host,
  percentEncode,
  settingName,
  signedBy,
  type Values,
  type Waiting,
} from '@countersign/core'
import { signerOf, signingKeyOf } from '../shared/private-key.js'
import { choice, required, secret, setting } from '../shared/scheme.js'

export type MethodName = 'HMAC-SHA1' | 'HMAC-SHA256' | 'RSA-SHA1' | 'RSA-SHA256' | 'PLAINTEXT'

/** A signature method: one of both ways to sign. */
export interface Method {
  readonly name: MethodName
  /** The hash of the body that goes with it. */
  readonly hash: HashName
  readonly signNow?: (text: string, host: Host) => string
  readonly sign?: (text: string) => Waiting<string>
}

export const settings = [
  setting('consumerKey', 'the consumer key (client identifier)', required),
  setting('consumerSecret', 'the consumer secret; not used by the RSA methods', secret),
  setting('token', 'the access token'),
  setting('tokenSecret', 'the secret of the access token; not used by the RSA methods', secret),
  choice('signatureMethod', 'the signature method', [
    'HMAC-SHA1',
    'HMAC-SHA256',
    'RSA-SHA1',
    'RSA-SHA256',
    'PLAINTEXT',
  ]),
  setting('signingKey', 'the RSA private key of the RSA methods: PEM or JWK', { ...secret, kind: 'pem' }),
  choice('bodyHash', 'whether the body is covered by oauth_body_hash', ['no', 'yes']),
  setting('realm', 'the realm, which is sent and not signed'),
  choice('version', 'whether oauth_version is sent, which is optional (RFC 5849 section 3.1)', [
    'none',
    '1.0',
  ]),
  setting('callback', 'oauth_callback, for the request for temporary credentials (section 2.1)'),
  setting('verifier', 'oauth_verifier, for the request for token credentials (section 2.3)'),
]

/** The optional parameters that the settings name. */
export function moreParameters({
  token,
  version,
  callback,
  verifier,
}: Values): [name: string, value: string][] {
  const all: [string, string | undefined][] = [
    ['oauth_token', token],
    ['oauth_callback', callback],
    ['oauth_verifier', verifier],
    ['oauth_version', version === '1.0' ? version : undefined],
  ]
  return all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
}

/** The method that the settings ask for, with its key. @throws {CountersignError} `missing-setting`, `invalid-key`, … */
export function methodOf(values: Values, host: Host, provider: Configured): Method {
  const name = (values.signatureMethod ?? 'HMAC-SHA1') as MethodName
  const hash = name.endsWith('SHA256') ? 'SHA-256' : 'SHA-1'
  if (name === 'RSA-SHA1' || name === 'RSA-SHA256') {
    const sign = signerOf(provider, host, name, signingKeyOf(provider, values.signingKey))
    return {
      name,
      hash,
      *sign(text) {
        return base64(yield* signedBy(sign, text))
      },
    }
  }
  if (!values.consumerSecret) {
    const variable = settingName(provider.id, 'consumerSecret')
    const message = `${provider.name}: ${variable} is missing, which ${name} signs by.`
    throw new CountersignError('missing-setting', message, provider.id)
  }
  // RFC 5849 section 3.4.2: the ampersand stands there even if a secret is empty.
  const key = `${percentEncode(values.consumerSecret)}&${percentEncode(values.tokenSecret ?? '')}`
  if (name === 'PLAINTEXT') return { name, hash, signNow: () => key }
  return { name, hash, signNow: (text, signing) => signing.hmac(hash, key, [text], 'base64') }
}
