import { aroundIn } from '../around.js'
import { unrenderedProblem } from '../described.js'
import { objectIn } from '../json.js'

// What languages write for nothing.
const NOTHING = /^(?:undefined|null|none|nil|nan|false|\[object)$/i
// RFC 6750 section 2.1.
const TOKEN = /[\w.~+/-]+=*/

/** What is wrong with the words after Bearer, as far as they show it; they are not shown. */
export function tokenProblem(words: readonly string[], exchange: string): string | undefined {
  const [token = ''] = words
  const template = unrenderedProblem(words.join(' '))
  if (template) return template
  if (token === '' || NOTHING.test(token)) return `the token is empty; expected one from ${exchange}`
  if (token.startsWith('{'))
    return 'there is JSON after Bearer, as in the response; send only the token that is in it'
  if (/^bearer:?$/i.test(token)) return 'the word Bearer is there twice; send it once'
  if (words.length > 1) return 'there is more than one word after Bearer; expected one token'
  return aroundProblem(token)
}

/** What stands around a token. */
function aroundProblem(token: string): string | undefined {
  const [bare = ''] = TOKEN.exec(token.replace(/^b(?=["'])/, '')) ?? []
  if (bare === token) return undefined
  const around = aroundIn(token, bare)
  if (around?.startsWith('Python'))
    return "the token is in Python's b'…'; make it a text first: token.decode()"
  if (around && around !== 'quotes around it') return `the token has ${around}; send it without that`
  if (/^["'<{\u201c\u00e2]/.test(token)) return 'the token is in quotes or brackets; send it without them'
  return 'the token holds a character that no token has (RFC 6750 section 2.1); send it as it is in the response'
}

/** How many letters a signature has, in base64url. */
const LETTERS: Readonly<Record<string, number>> = {
  HS256: 43,
  HS384: 64,
  HS512: 86,
  ES256: 86,
  ES384: 128,
  ES512: 176,
  EdDSA: 86,
  RS256: 342,
  PS256: 342,
}

/** That a JWT is not whole (RFC 7519 section 3). RSA keys of more than 2048 bits make longer signatures. */
export function cutProblem(token: string): string | undefined {
  const [header = '', ...parts] = token.split('.')
  if (!header.startsWith('eyJ')) return undefined
  const ask = 'send all of it'
  if (parts.length < 2)
    return `it is cut off: it is ${parts.length === 0 ? 'one part' : 'two parts'} of a JWT, which has three; ${ask}`
  const [, signature = ''] = parts
  const { alg } = objectIn(() => Buffer.from(header, 'base64url').toString()) ?? {}
  const expected = parts.length === 2 ? LETTERS[String(alg)] : undefined
  return expected !== undefined && signature.length < expected
    ? `it is cut off: its signature has ${signature.length} of ${expected} letters; ${ask}`
    : undefined
}
