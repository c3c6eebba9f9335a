import { clockInWords } from '../../resign/said.js'
import { windowOf } from '../../time.js'
import type { Standard, StandardReading } from '../standard.js'
import { Problems } from '../words.js'
import { parametersOf } from './authorization.js'
import { configOf } from './config.js'
import { signingKeyOf } from './keys.js'
import { checkParameters, secondsOf } from './parameters.js'
import { checkPayload } from './payload.js'
import { signatureOf } from './signature.js'

/** OAuth 1.0a as Mastercard's client library signs, which leaves RFC 5849 in several places. */
export const mastercardOauthStandard: Standard = {
  settings: ['consumerKey', 'signingKey', 'config', 'paths'],
  how: ({ values }) =>
    configOf(values).oAuthDisabled === true
      ? 'not signed: oAuthDisabled'
      : 'OAuth 1.0a RSA-SHA256 with a body hash',
  checks: (provider) => [
    'oauth_consumer_key is the consumer key of a project, and the signing key (.p12) is of that project and has not expired',
    'oauth_signature_method is RSA-SHA256, and oauth_version is 1.0',
    `oauth_timestamp is in seconds since 1970, ${clockInWords(provider)}`,
    'oauth_nonce was never used before',
    'oauth_body_hash is the SHA-256 of the body that arrives, in base64; without a body, that of nothing',
    'oauth_signature is that of the base string (method, URL without its query, all parameters in order) by the signing key',
    'what the project encrypts is encrypted to the encryption certificate',
  ],
  read(signed): StandardReading {
    const problems = new Problems()
    if (configOf(signed.values).oAuthDisabled === true) {
      checkPayload(signed, problems)
      return { problems: problems.all, asIs: 'oAuthDisabled is set: only its encryption was checked' }
    }
    const oauth = parametersOf(signed, problems)
    if (oauth) checkParameters(signed, oauth, problems)
    checkPayload(signed, problems)
    if (!oauth) return { problems: problems.all }
    const seconds = secondsOf(oauth.get('oauth_timestamp'))
    const nonce = oauth.get('oauth_nonce')
    const key = oauth.get('oauth_signature') ? signingKeyOf(signed) : undefined
    return {
      ...(key && { signature: signatureOf(signed, oauth, key, problems) }),
      problems: problems.all,
      ...(seconds !== undefined && {
        time: { name: 'oauth_timestamp', seconds, ...windowOf(signed.provider) },
      }),
      ...(nonce && { singleUse: [{ name: 'oauth_nonce', value: nonce }] }),
    }
  },
}
