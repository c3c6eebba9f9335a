import {
  constants,
  createHmac,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import type { Node } from './syntax.js'
import type { Value, World } from './world.js'

interface Way {
  readonly hash: string | null
  readonly options: object
}

const PSS = (bytes: number) => ({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: bytes })
const P1363 = { dsaEncoding: 'ieee-p1363' }

const WAYS: Readonly<Record<string, Way>> = {
  'rsa-sha1': { hash: 'sha1', options: {} },
  'rsa-sha256': { hash: 'sha256', options: {} },
  'rsa-sha384': { hash: 'sha384', options: {} },
  'rsa-sha512': { hash: 'sha512', options: {} },
  'rsa-pss-sha256': { hash: 'sha256', options: PSS(32) },
  'rsa-pss-sha384': { hash: 'sha384', options: PSS(48) },
  'rsa-pss-sha512': { hash: 'sha512', options: PSS(64) },
  'ecdsa-p256-sha256': { hash: 'sha256', options: P1363 },
  'ecdsa-p384-sha384': { hash: 'sha384', options: P1363 },
  'ecdsa-p521-sha512': { hash: 'sha512', options: P1363 },
  ed25519: { hash: null, options: {} },
}

/** The algorithms of JSON Web Signatures, by the names of functions. */
export const JOSE: Readonly<Record<string, string>> = {
  RS256: 'rsa-sha256',
  RS384: 'rsa-sha384',
  RS512: 'rsa-sha512',
  PS256: 'rsa-pss-sha256',
  PS384: 'rsa-pss-sha384',
  PS512: 'rsa-pss-sha512',
  ES256: 'ecdsa-p256-sha256',
  ES384: 'ecdsa-p384-sha384',
  ES512: 'ecdsa-p521-sha512',
  EdDSA: 'ed25519',
}

type Evaluate = (node: Node, world: World) => Value

/** The signature that a node stands for: the one that came if it is right, for some are never made twice alike. */
export function signatureOf(node: Extract<Node, { op: 'call' }>, world: World, evaluate: Evaluate): Value {
  const [key, ...parts] = node.args.map((arg) => evaluate(arg, world)) as [Value, ...Value[]]
  const came = world.claimed.get(node)
  if (node.name === 'jws') return jws([key, ...parts] as never, came)
  const way = WAYS[node.name]
  if (!way) throw new Error(`the function "${node.name}" is not known here`)
  const data = Buffer.concat(parts.map((part) => Buffer.from(part as string)))
  return madeOrCame(way, keyOf(String(key)), data, came as Buffer | undefined)
}

function madeOrCame({ hash, options }: Way, key: KeyObject, data: Buffer, came: Buffer | undefined): Buffer {
  const isRight = came !== undefined && verify(hash, data, { key: createPublicKey(key), ...options }, came)
  return isRight ? came : sign(hash, data, { key, ...options })
}

const keyOf = (text: string) =>
  text.trim().startsWith('{')
    ? createPrivateKey({ key: JSON.parse(text), format: 'jwk' })
    : createPrivateKey(text)

function jws([header, claims, key]: readonly [Value, Value, Value], came: Value | undefined): string {
  const input = [header, claims].map((part) => Buffer.from(part as string).toString('base64url')).join('.')
  const { alg } = JSON.parse(String(header)) as { alg: string }
  if (alg.startsWith('HS'))
    return `${input}.${createHmac(`sha${alg.slice(2)}`, key)
      .update(input)
      .digest('base64url')}`
  const own = String(came ?? '').split('.')[2]
  const bytes = own === undefined ? undefined : Buffer.from(own, 'base64url')
  const way = WAYS[JOSE[alg] ?? ''] as Way
  return `${input}.${madeOrCame(way, keyOf(String(key)), Buffer.from(input), bytes).toString('base64url')}`
}
