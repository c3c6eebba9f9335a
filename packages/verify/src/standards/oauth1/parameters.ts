import type { Signed } from '../standard.js'
import { checkSetting, type Problems, quoted } from '../words.js'
import { checkHash } from './body-hash.js'

/** Holds the parameters of the protocol against the settings. */
export function checkParameters(
  signed: Signed,
  oauth: ReadonlyMap<string, string>,
  problems: Problems,
): void {
  const { values } = signed
  for (const name of ['oauth_consumer_key', 'oauth_signature_method', 'oauth_signature'])
    if (!oauth.get(name)) problems.add(name, 'it is missing (RFC 5849 section 3.1)')
  if (values.signatureMethod !== 'PLAINTEXT')
    for (const name of ['oauth_timestamp', 'oauth_nonce'])
      if (!oauth.get(name)) problems.add(name, 'it is missing (RFC 5849 section 3.1)')
  const check = (name: string, setting: string) => {
    if (oauth.get(name)) checkSetting(problems, signed, { name, setting, sent: oauth.get(name) })
  }
  check('oauth_consumer_key', 'consumerKey')
  check('oauth_signature_method', 'signatureMethod')
  if (values.token !== undefined)
    checkSetting(problems, signed, { name: 'oauth_token', setting: 'token', sent: oauth.get('oauth_token') })
  else if (oauth.get('oauth_token'))
    problems.add('oauth_token', `it was sent, and ${signed.variable('token')} is not set`)
  const timestamp = oauth.get('oauth_timestamp')
  if (timestamp && !/^\d{1,12}$/.test(timestamp))
    problems.add(
      'oauth_timestamp',
      `${quoted(timestamp)} was sent, expected seconds since 1970 (RFC 5849 section 3.3)`,
    )
  const version = oauth.get('oauth_version')
  if (version !== undefined) problems.same('oauth_version', version, '1.0')
  checkHash(signed, oauth, problems)
}
