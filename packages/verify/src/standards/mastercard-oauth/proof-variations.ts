import type { Signed, Variation } from '../standard.js'
import { encode } from '../text.js'
import type { Draft } from './base-string.js'
import { configText } from './config.js'
import { otherKeysOf, signingKeyName } from './keys.js'
import { bareHash, byHmac, byName, byOtherKey, hashedTwice, type Proof, pkcs1 } from './proof.js'

const ADVICE = 'Sign the base string itself with RSA-SHA256 (RSASSA-PKCS1-v1_5) and the signing key.'

/** Other keys, algorithms and ways to hash. */
export function proofVariations(signed: Signed): Variation<Draft>[] {
  return [
    made('it is made with RSA-SHA1', pkcs1('sha1')),
    made('it is made with RSA-SHA512', pkcs1('sha512')),
    made('it is made with RSA-SHA384', pkcs1('sha384')),
    made('it is made with RSA-MD5', pkcs1('md5')),
    made('it is made with RSA-PSS-SHA256', byName('RSA-PSS-SHA256')),
    made('it is made with RSA-PSS-SHA512', byName('RSA-PSS-SHA512')),
    made('the base string is hashed before it is hashed and signed', hashedTwice()),
    made('the SHA-256 of the base string in hex is signed in its place', hashedTwice('hex')),
    made('the SHA-256 of the base string in base64 is signed in its place', hashedTwice('base64')),
    made('the hash is signed without the name of its algorithm before it', bareHash),
    ...otherKeysOf(signed).map(({ when, key }) => made(when, byOtherKey(key))),
    ...hmacs(signed),
  ]
}

const made = (when: string, proof: Proof): Variation<Draft> => ({
  kind: 'key',
  when,
  advice: ADVICE,
  change: (draft) => ({ ...draft, proof }),
})

/** What OAuth 1.0a clients do that know no other method: the key of the HMAC is a text, and `&` after it. */
function hmacs(signed: Signed): Variation<Draft>[] {
  const { values, variable } = signed
  const texts: [string, string | undefined][] = [
    [variable('consumerKey'), values.consumerKey ?? configText(values, 'consumerKey')],
    [`the text of ${signingKeyName(signed)}`, values.signingKey ?? configText(values, 'keystoreP12Path')],
    ['nothing', ''],
  ]
  return texts.flatMap(([name, text]) =>
    text === undefined
      ? []
      : ['sha1', 'sha256'].flatMap((hash) =>
          [text, `${text.trim()}\n`, `${encode(text)}&`].map((key) =>
            made(`it is made with HMAC-${hash.toUpperCase()} and ${name} as the key`, byHmac(hash, key)),
          ),
        ),
  )
}
