import { described } from '../described.js'

// RFC 9110 section 11.1 names schemes; these are the ones that are registered or common.
const KNOWN =
  /^(?:basic|bearer|digest|hmac|hmac-sha256|apikey|api-key|key|token|jwt|oauth|negotiate|ntlm|hawk|signature|dpop|sharedkey|eg1-hmac-sha256|aws4-hmac-sha256)$/i

/** The scheme of an Authorization header as it may be shown: it may be a secret that lacks its scheme. */
export const schemeName = (scheme: string): string =>
  KNOWN.test(scheme) ? `"${scheme}"` : `not a known one (${described(scheme)})`
