import { createHash } from 'node:crypto'
import { writers } from '../../search/writers.js'
import { checkBodyHash as checkHash } from '../body-hash.js'
import { bodyOf, type Signed } from '../standard.js'
import type { Problems } from '../words.js'

const NAME = 'oauth_body_hash'
const HASHES = { 'SHA-256': 'sha256', 'SHA-512': 'sha512', 'SHA-1': 'sha1', 'SHA-384': 'sha384', MD5: 'md5' }

interface Form {
  /** How it differs from the SHA-256 in base64; empty if it does not. */
  readonly says: string
  readonly algorithm: string
  readonly write: (hash: Buffer) => string
}

const FORMS: readonly Form[] = Object.entries(HASHES).flatMap(([hash, algorithm]) =>
  writers.map(({ says: encoding, write }) => ({
    says: [
      ...(hash === 'SHA-256' ? [] : [`it is a ${hash}; expected a SHA-256`]),
      ...(encoding === 'base64' ? [] : [`it is in ${encoding}; expected base64`]),
    ].join(', and '),
    algorithm,
    write,
  })),
)
const [RIGHT] = FORMS as readonly [Form]

const hashOf = (algorithm: string, body: Buffer) => createHash(algorithm).update(body).digest()

/** Which hash of which body `oauth_body_hash` is, and in which encoding. */
export function checkBodyHash(signed: Signed, sent: string | undefined, problems: Problems): void {
  if (!sent) {
    const expected = 'expected the SHA-256 of the body in base64, of nothing too'
    problems.add(NAME, `it is missing; ${expected}`)
    return
  }
  const form = formOf(sent, bodyOf(signed)) ?? RIGHT
  if (form.says) problems.add(NAME, form.says)
  const of = (body: Buffer) => form.write(hashOf(form.algorithm, body))
  checkHash(problems, signed, { name: NAME, sent, of })
}

/** The form that gives what was sent, or else one that it may have. */
function formOf(sent: string, body: Buffer): Form | undefined {
  const hashes = new Map<string, Buffer>()
  for (const form of FORMS) {
    const { algorithm, write } = form
    const hash = hashes.get(algorithm) ?? hashOf(algorithm, body)
    if (write(hash) === sent) return form
    hashes.set(algorithm, hash)
  }
  return FORMS.find(({ algorithm, write }) => hasShapeOf(write(hashOf(algorithm, NOTHING)), sent))
}

const NOTHING = Buffer.alloc(0)
const isHex = (text: string) => /^(?:[0-9a-f]+|[0-9A-F]+)$/.test(text)
const hasShapeOf = (one: string, other: string) => one.length === other.length && isHex(one) === isHex(other)
