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
