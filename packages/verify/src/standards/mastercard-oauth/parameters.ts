import { printable } from '../../described.js'
import type { Signed } from '../standard.js'
import { decode } from '../text.js'
import { type Problems, quoted } from '../words.js'
import type { Parameters } from './authorization.js'
import { checkBodyHash } from './body-hash.js'
import { configText } from './config.js'

/** Seconds since 1970, as far as they are written so. */
export const secondsOf = (timestamp = ''): number | undefined =>
  /^\d{1,11}$/.test(timestamp) ? Number(timestamp) : undefined

/** Holds what the header says against the settings and the body. */
export function checkParameters(signed: Signed, oauth: Parameters, problems: Problems): void {
  const { values } = signed
  const sent = (name: string) => {
    const value = oauth.get(name)
    return value === undefined ? undefined : decode(value)
  }
  for (const name of ['oauth_nonce', 'oauth_timestamp', 'oauth_signature'])
    if (!sent(name)) problems.add(name, 'it is missing')
  const consumerKey = values.consumerKey ?? configText(values, 'consumerKey')
  if (consumerKey) checkConsumerKey(signed, consumerKey, sent('oauth_consumer_key'), problems)
  problems.same('oauth_signature_method', sent('oauth_signature_method'), 'RSA-SHA256')
  problems.same('oauth_version', sent('oauth_version'), '1.0')
  const nonce = oauth.get('oauth_nonce')
  if (nonce && !NONCE.test(nonce)) problems.add('oauth_nonce', nonceProblem(nonce))
  checkTimestamp(sent('oauth_timestamp'), problems)
  checkBodyHash(signed, sent('oauth_body_hash'), problems)
}

const NONCE = /^[A-Za-z0-9]{8,64}$/

/** A nonce is not secret; anything may have been pasted there. */
function nonceProblem(nonce: string): string {
  const [other] = nonce.match(/[^A-Za-z0-9]/u) ?? []
  const found = other === undefined ? `it has ${nonce.length} characters` : `it holds "${printable(other)}"`
  return `${found}; expected 8 to 64 letters and digits`
}

function checkConsumerKey(
  { variable }: Signed,
  expected: string,
  sent: string | undefined,
  problems: Problems,
): void {
  const setting = ` (${variable('consumerKey')})`
  const [clientId, keyId] = expected.split('!')
  if (sent !== undefined && sent === clientId)
    problems.add('oauth_consumer_key', `it is the part before the ! alone; expected all of it${setting}`)
  else if (sent !== undefined && sent === keyId)
    problems.add('oauth_consumer_key', `it is the part after the ! alone; expected all of it${setting}`)
  else problems.same('oauth_consumer_key', sent, expected, setting)
}

function checkTimestamp(sent: string | undefined, problems: Problems): void {
  if (!sent || secondsOf(sent) !== undefined) return
  problems.add(
    'oauth_timestamp',
    /^\d{13}$/.test(sent)
      ? `${sent} is in milliseconds; expected seconds since 1970`
      : `${quoted(sent)} was sent, expected seconds since 1970`,
  )
}
