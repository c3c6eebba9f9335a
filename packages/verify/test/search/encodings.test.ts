import { describe, expect, it } from 'vitest'
import { encodings } from '../../dist/search/encodings.js'

// RFC 4231, test case 2, and what Java 17 and Python 3 print of it.
const RIGHT = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
const SHA_512 =
  '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737'
// By the same key, of the messages 0 and 1: the first begins with a zero, the second is a negative number to Java.
const SMALL = '0cfb14084faad90bc41dc1e7eef25fcea1b0f01b47bfae68b3778ffd77b48814'
const NEGATIVE = 'abcd7b0d1fc01e446a8a6c825e24cd04dbc97e5489bf8101baac019e2c3d4db8'
const JAVA = "Java's Integer.toHexString"

describe('a signature that was written as', () => {
  it.each([
    [
      'toHexString(b & 0xff)',
      RIGHT,
      '5bdcc146bf60754e6a4242689575c75a03f89d2739839dec58b964ec3843',
      `hex that lost the zero of each byte below 16, as ${JAVA} does`,
    ],
    [
      'toHexString(b)',
      RIGHT,
      '5bffffffdcffffffc146ffffffbf60754e6a424268ffffff9575ffffffc75a03f8ffffff9d2739ffffff83ffffff9dffffffec58ffffffb964ffffffec3843',
      `hex of signed bytes (ffffff9c), as ${JAVA} writes them`,
    ],
    [
      '%02x of a signed char',
      RIGHT,
      '5bffffffdcffffffc146ffffffbf60754e6a04242608ffffff9575ffffffc75a003f08ffffff9d2739ffffff83ffffff9dffffffec58ffffffb964ffffffec3843',
      "hex of signed bytes (ffffff9c), as C's %02x writes them",
    ],
    ['new BigInteger(1, bytes).toString(16)', SMALL, SMALL.slice(1), 'hex without its leading zeros'],
    [
      'new BigInteger(bytes).toString(16)',
      NEGATIVE,
      '-543284f2e03fe1bb9575937da1db32fb243681ab76407efe4553fe61d3c2b248',
      "hex of a negative number, as Java's BigInteger writes it",
    ],
    [
      'Arrays.toString(bytes)',
      RIGHT,
      '[91, -36, -63, 70, -65, 96, 117, 78, 106, 4, 36, 38, 8, -107, 117, -57, 90, 0, 63, 8, -99, 39, 57, -125, -99, -20, 88, -71, 100, -20, 56, 67]',
      'a list of its bytes in decimal',
    ],
    [
      'str(digest)',
      RIGHT,
      String.raw`b"[\xdc\xc1F\xbf${'`'}uNj\x04$&\x08\x95u\xc7Z\x00?\x08\x9d'9\x83\x9d\xecX\xb9d\xec8C"`,
      "the bytes that Python's str prints",
    ],
    [
      'str(b64encode(digest))',
      RIGHT,
      "b'W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM='",
      "base64 in Python's b'…'",
    ],
    [
      'encodebytes(digest), percent-encoded',
      RIGHT,
      'W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM%3D%0A',
      'base64 with line breaks in it',
    ],
    [
      'getMimeEncoder(), its line end as text',
      SHA_512,
      'Fkt6e/z4GeLjlfvnO1bgo4e9ZCIugx/WECcM1+olBVSXWL91wFqZSm0DT2X48Ob9yuqxo01Ka0tj\\r\\nbgcKOLznNw==',
      'base64 with line breaks in it',
    ],
    [
      'base64 in a query, its plus signs not encoded',
      SHA_512,
      'Fkt6e/z4GeLjlfvnO1bgo4e9ZCIugx/WECcM1 olBVSXWL91wFqZSm0DT2X48Ob9yuqxo01Ka0tjbgcKOLznNw==',
      'base64 with spaces for its plus signs',
    ],
    ['JSON.stringify(base64)', RIGHT, '"W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="', 'base64 in quotes'],
    [
      'hex of base64',
      RIGHT,
      Buffer.from('W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=').toString('hex'),
      'hex of base64 letters',
    ],
    ['openssl dgst -hmac', RIGHT, `SHA2-256(stdin)= ${RIGHT}`, 'hex with the label of openssl'],
    ['openssl dgst -r', RIGHT, `${RIGHT} *stdin`, 'hex with the label of openssl'],
    ['base64 of hex', RIGHT, Buffer.from(RIGHT).toString('base64'), 'base64 of the hex digits'],
    [
      'rawurlencode of base64url',
      SHA_512,
      'Fkt6e_z4GeLjlfvnO1bgo4e9ZCIugx_WECcM1-olBVSXWL91wFqZSm0DT2X48Ob9yuqxo01Ka0tjbgcKOLznNw',
      'base64url',
    ],
  ])('%s', (_how, bytes, text, read) => {
    expect(encodings(text, 'hex').matching(Buffer.from(bytes, 'hex'))).toEqual({
      when: `the signature is read as ${read}`,
      advice: 'Write it in lower-case hex, two digits a byte.',
    })
  })
})

it('is no other signature for that', () => {
  const other = Buffer.from(SMALL, 'hex')
  expect(
    encodings('5bdcc146bf60754e6a4242689575c75a03f89d2739839dec58b964ec3843', 'hex').matching(other),
  ).toBeUndefined()
})
