import { createHash } from 'node:crypto'
import { checkBodyHash as checkHash } from '../body-hash.js'
import { bodyOf, type Signed } from '../standard.js'
import type { Problems } from '../words.js'

const NAME = 'oauth_body_hash'
const HASHES = { 'SHA-256': 'sha256', 'SHA-512': 'sha512', 'SHA-1': 'sha1', 'SHA-384': 'sha384', MD5: 'md5' }

const WRITERS: Readonly<Record<string, (hash: Buffer) => string>> = {
  base64: (hash) => hash.toString('base64'),
  hex: (hash) => hash.toString('hex'),
  'upper-case hex': (hash) => hash.toString('hex').toUpperCase(),
  base64url: (hash) => hash.toString('base64url'),
  'base64 without its padding': (hash) => hash.toString('base64').split('=', 1).join(),
  'base64 of the hex digits': (hash) => Buffer.from(hash.toString('hex')).toString('base64'),
}

interface Form {
  /** How it differs from the SHA-256 in base64; empty if it does not. */
  readonly says: string
  readonly of: (body: Buffer) => string
}

const FORMS: readonly Form[] = Object.entries(HASHES).flatMap(([hash, algorithm]) =>
  Object.entries(WRITERS).map(([encoding, write]) => ({
    says: [
      ...(hash === 'SHA-256' ? [] : [`it is a ${hash}; expected a SHA-256`]),
      ...(encoding === 'base64' ? [] : [`it is in ${encoding}; expected base64`]),
    ].join(', and '),
    of: (body: Buffer) => write(createHash(algorithm).update(body).digest()),
  })),
)

/** Which hash of which body `oauth_body_hash` is, and in which encoding. */
export function checkBodyHash(signed: Signed, sent: string | undefined, problems: Problems): void {
  if (!sent) {
    const expected = 'expected the SHA-256 of the body in base64, of nothing too'
    problems.add(NAME, `it is missing; ${expected}`)
    return
  }
  const form = formOf(sent, bodyOf(signed))
  if (form?.says) problems.add(NAME, form.says)
  checkHash(problems, signed, { name: NAME, sent, of: (form ?? RIGHT).of })
}

const [RIGHT] = FORMS as readonly [Form]

/** The form that gives what was sent, or else one that it may have. */
function formOf(sent: string, body: Buffer): Form | undefined {
  const possible = FORMS.filter(({ of }) => hasShapeOf(of(NOTHING), sent))
  return possible.find(({ of }) => of(body) === sent) ?? possible[0]
}

const NOTHING = Buffer.alloc(0)
const isHex = (text: string) => /^(?:[0-9a-f]+|[0-9A-F]+)$/.test(text)
const hasShapeOf = (one: string, other: string) => one.length === other.length && isHex(one) === isHex(other)
