import { header, type Incoming } from '../incoming.js'
import { checks, hidden } from '../refusal.js'
import { type OAuthParameters, readAuthorization } from './mastercard-oauth-base.js'

const check = checks(401, 'unauthorized')

/** The parameters of the Authorization header, in the form of Mastercard's library. @throws {Refusal} */
export function parametersOf(request: Incoming): OAuthParameters {
  const text = header(request, 'authorization')
  const parameters = readAuthorization(text)
  const got = text === '' ? 'no Authorization header' : hidden(text)
  check(
    request,
    parameters !== undefined,
    'authorization',
    'The Authorization header is not one of OAuth 1.0a.',
    {
      expected: 'OAuth oauth_body_hash="…",oauth_consumer_key="…",…',
      got,
    },
  )
  const known = parameters ?? new Map<string, string>()
  verifyEncoding(request, known)
  for (const [name, expected] of [
    ['oauth_signature_method', 'RSA-SHA256'],
    ['oauth_version', '1.0'],
  ] as const)
    check(request, known.get(name) === expected, name, `${name} is wrong.`, {
      expected,
      got: shownWord(known.get(name) ?? ''),
    })
  return known
}

/** A method or a version as it is: anything else may be a secret. */
const shownWord = (text: string) =>
  /^(?:[A-Z]{3,5}-SHA\d{1,3}|PLAINTEXT|\d\.\d)$/.test(text) ? text : hidden(text)

/** As Mastercard's library writes it: the signature is percent-encoded, and nothing else. */
function verifyEncoding(request: Incoming, parameters: OAuthParameters): void {
  const encoded = [...parameters].find(
    ([name, value]) => name !== 'oauth_signature' && /%[0-9a-f]{2}/i.test(value),
  )
  const message = `${encoded?.[0]} is percent-encoded. RFC 5849 section 3.5.1 says so; the form of Mastercard's client library is required here, which writes and signs it as it is.`
  const finding = { expected: 'the value as it is', got: 'a value with %' }
  check(request, encoded === undefined, 'oauth_encoding', message, finding)
  const signature = parameters.get('oauth_signature') ?? ''
  const isEncoded = !/[+/=]/.test(signature)
  const plain = 'oauth_signature is not percent-encoded (RFC 5849 section 3.5.1).'
  check(request, isEncoded, 'oauth_signature_encoding', plain, {
    expected: 'base64, percent-encoded once',
    got: 'base64 with + or / or =',
  })
  const text = decodeURIComponent(signature)
  const isBase64 = Buffer.from(text, 'base64').toString('base64') === text
  const other = 'oauth_signature is not base64 (RFC 4648 section 4).'
  check(request, isBase64, 'oauth_signature_base64', other, {
    expected: 'base64 on one line, with its padding',
    got: hidden(text),
  })
}
