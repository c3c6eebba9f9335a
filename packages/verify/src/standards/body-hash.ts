import { createHash } from 'node:crypto'
import { bodySource } from '../found.js'
import { bodies } from '../search/bodies.js'
import { writers } from '../search/writers.js'
import { bodyOf, type Signed } from './standard.js'
import type { Problems } from './words.js'

const TITLES = { sha256: 'SHA-256', sha512: 'SHA-512', sha1: 'SHA-1', sha384: 'SHA-384', md5: 'MD5' } as const
/** A hash by its name in Node. */
export type BodyHashName = keyof typeof TITLES

interface BodyHash {
  /** The header or attribute that carries it. */
  readonly name: string
  readonly sent: string
  readonly hash: BodyHashName
  readonly encoding: 'hex' | 'base64' | 'base64url'
  /** What is hashed, if not the body alone, and what that is called. */
  readonly content?: (body: Buffer) => Buffer
  readonly what?: string
}

/** A way to hash and to write the hash. */
interface Form {
  /** How it differs from what is expected; empty if it does not. */
  readonly says: string
  readonly of: (content: Buffer) => string
}

/** Holds a hash that a request carries against its body, and says of which body it is, or how it is made, if that can be found. */
export function checkBodyHash(problems: Problems, signed: Signed, hash: BodyHash): boolean {
  const { name, sent, content = (body: Buffer) => body, what = 'the body' } = hash
  const forms = formsOf(hash)
  const own = content(bodyOf(signed))
  const form = forms.find(({ of }) => of(own) === sent) ?? forms.find(({ of }) => isLike(of(NOTHING), sent))
  if (form?.says) problems.add(name, form.says)
  const of = (form ?? (forms[0] as Form)).of
  if (of(own) === sent) return form?.says === ''
  const { share } = signed.one
  for (const { when, body } of bodies(bodySource(signed.one))) {
    if (!share.spend(body.length)) break
    if (of(content(body)) !== sent) continue
    problems.add(name, `it is not the hash of ${what} that was sent; it matches when ${when}`)
    return false
  }
  problems.add(
    name,
    `it is not the hash of ${what}: the body was changed after it was hashed, or hashed in another way`,
  )
  return false
}

/** The right form first, then what people make instead. */
function formsOf({ hash, encoding }: BodyHash): Form[] {
  const names = Object.keys(TITLES) as BodyHashName[]
  const digest = remembering()
  const all = [hash, ...names.filter((name) => name !== hash)].flatMap((name) =>
    writers.map(({ says, write }): Form => {
      const wrong = [
        ...(name === hash ? [] : [`it is ${titled(name)}; expected ${titled(hash)}`]),
        ...(says === encoding ? [] : [`it is in ${says}; expected ${encoding}`]),
      ]
      return { says: wrong.join(', and '), of: (content) => write(digest(name, content)) }
    }),
  )
  const right = all.filter(({ says }) => says === '')
  const twice = (content: Buffer) => digest(hash, Buffer.from(digest(hash, content).toString('hex')))
  return [
    ...right,
    ...all.filter(({ says }) => says !== ''),
    {
      says: 'it is the hash of the hex digits of the hash; expected the hash itself',
      of: (content) => twice(content).toString(encoding),
    },
  ]
}

const titled = (name: BodyHashName) => `${name === 'md5' ? 'an' : 'a'} ${TITLES[name]}`

/** Hashes that are made once of the same content, which may be long. */
function remembering(): (name: BodyHashName, content: Buffer) => Buffer {
  const last = new Map<BodyHashName, { content: Buffer; made: Buffer }>()
  return (name, content) => {
    const known = last.get(name)
    if (known?.content === content) return known.made
    const made = createHash(name).update(content).digest()
    last.set(name, { content, made })
    return made
  }
}

const NOTHING = Buffer.alloc(0)
const isHex = (text: string) => /^(?:[0-9a-f]+|[0-9A-F]+)$/.test(text)
const isLike = (one: string, other: string) => one.length === other.length && isHex(one) === isHex(other)
