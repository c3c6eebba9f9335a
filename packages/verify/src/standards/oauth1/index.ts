import { windowOf } from '../../time.js'
import type { Standard, StandardReading } from '../standard.js'
import { Problems } from '../words.js'
import { oauthParameters } from './header.js'
import { checkParameters } from './parameters.js'
import { signatureOf } from './signature.js'

/** OAuth 1.0a (RFC 5849). */
export const oauth1Standard: Standard = {
  sends: ({ signatureMethod }) => (signatureMethod === 'PLAINTEXT' ? ['consumerSecret', 'tokenSecret'] : []),
  settings: ['consumerKey', 'consumerSecret', 'tokenSecret', 'signatureMethod', 'verifier'],
  how: ({ values }) => `OAuth 1.0a ${values.signatureMethod}`,
  read(signed): StandardReading {
    const problems = new Problems()
    const oauth = oauthParameters(signed, problems)
    if (!oauth) return { problems: problems.all }
    checkParameters(signed, oauth, problems)
    const [timestamp, nonce] = [oauth.get('oauth_timestamp'), oauth.get('oauth_nonce')]
    const seconds = timestamp !== undefined && /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : undefined
    const signature = oauth.get('oauth_signature')
    return {
      problems: problems.all,
      ...(seconds !== undefined && {
        time: { name: 'oauth_timestamp', seconds, ...windowOf(signed.provider) },
      }),
      ...(nonce && { singleUse: [{ name: 'oauth_nonce', value: `${timestamp} ${nonce}` }] }),
      ...(signature && { signature: signatureOf(signed, oauth, signature) }),
    }
  },
}
