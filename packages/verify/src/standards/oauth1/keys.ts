import type { Signed, Variation } from '../standard.js'
import { encode } from '../text.js'
import { keyVariations } from '../variations.js'
import type { Draft } from './base-string.js'

/** What people use as the key of the HMAC. */
export function keysOf(signed: Signed): Variation<Draft>[] {
  const { values } = signed
  const advice =
    'The key is the consumer secret, an ampersand and the token secret, each percent-encoded (RFC 5849 section 3.4.2).'
  const key = (when: string, made: Draft['key']): Variation<Draft> => ({
    kind: 'key',
    when,
    advice,
    change: (draft) => ({ ...draft, key: made }),
  })
  const token = (when: string, value: string): Variation<Draft> => ({
    kind: 'key',
    when,
    advice,
    change: (draft) => ({ ...draft, tokenSecret: value }),
  })
  const tokenKeys = values.tokenSecret
    ? keyVariations<Draft>(signed, 'tokenSecret', Buffer.from(values.tokenSecret), (bytes) => (draft) => ({
        ...draft,
        tokenSecret: bytes.toString('latin1'),
      }))
    : []
  return [
    token('the token secret is left out of the key', ''),
    key('the key is not percent-encoded', (consumer, secret) => `${consumer}&${secret}`),
    key('the key has no ampersand after the consumer secret', (consumer) => encode(consumer)),
    key('the key is the consumer secret alone, as it stands', (consumer) => consumer),
    key(
      'the key is both secrets without an ampersand',
      (consumer, secret) => encode(consumer) + encode(secret),
    ),
    key(
      'the two secrets are swapped in the key',
      (consumer, secret) => `${encode(secret)}&${encode(consumer)}`,
    ),
    key(
      'the key is percent-encoded twice',
      (consumer, secret) => `${encode(encode(consumer))}&${encode(encode(secret))}`,
    ),
    ...keyVariations<Draft>(
      signed,
      'consumerSecret',
      Buffer.from(values.consumerSecret ?? ''),
      (bytes) => (draft) => ({ ...draft, consumerSecret: bytes.toString('latin1') }),
    ),
    ...tokenKeys,
  ]
}
