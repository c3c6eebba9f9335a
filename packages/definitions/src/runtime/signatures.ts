import {
  CountersignError,
  concat,
  type Data,
  type HashName,
  readSigningKey,
  type Sign,
  type SignatureName,
  signedBy,
  type Waiting,
} from '@countersign/core'
import { base64url } from '@countersign/core/encode'
import { jsonObject } from '@countersign/core/json'
import { bytesIn, type Context, type Run, textOf } from './context.js'
import { Pending } from './pending.js'

function waitedFor(context: Context, at: number, work: () => Waiting<Data>): Data {
  const known = context.results?.[at]
  if (known === undefined) throw new Pending(at, work)
  return known
}

/**
 * A signature by a private key. `at`: the number of this place, and of its key among what is kept. `settings`: those that
 * the key is made of, by their names in every tool.
 */
export const signature =
  (
    at: number,
    kept: number,
    algorithm: SignatureName,
    key: Run,
    parts: readonly Run[],
    ...settings: readonly string[]
  ): Run =>
  (context) => {
    if (context.results?.[at] !== undefined) return context.results[at] as Data
    const data =
      parts.length === 1
        ? (parts[0] as Run)(context)
        : concat(...parts.map((part) => bytesIn(part(context), context.host)))
    const sign = signerFor(context, kept, algorithm, key, settings)
    return waitedFor(context, at, () => signedBy(sign, data))
  }

interface Kept {
  readonly algorithm: SignatureName
  readonly key: string
  readonly sign: Sign
}

/** A key is read once. */
function signerFor(
  context: Context,
  at: number,
  algorithm: SignatureName,
  key: Run,
  settings: readonly string[],
): Kept['sign'] {
  const { ready, host } = context
  const text = textOf(key(context), 'a signing key')
  const known = ready.kept[at] as Kept | undefined
  if (known?.key === text && known.algorithm === algorithm) return known.sign
  const sign = naming(settings, () => host.signer?.(algorithm, readSigningKey(text)))
  if (!sign)
    throw new CountersignError('missing-capability', `${host.name} has no signatures by a private key.`)
  ready.kept[at] = { algorithm, key: text, sign } satisfies Kept
  return sign
}

/** An error about a key says which setting holds it. */
function naming<Made>([setting]: readonly string[], read: () => Made): Made {
  try {
    return read()
  } catch (thrown) {
    if (!(thrown instanceof CountersignError) || thrown.code !== 'invalid-key' || !setting) throw thrown
    const said = thrown.message.replace(/^The signing key\b/, setting)
    throw new CountersignError(thrown.code, said.startsWith(setting) ? said : `${setting}: ${said}`)
  }
}

/** The algorithms of JSON Web Signatures (RFC 7518 section 3) that a definition uses. */
export type JwsAlgorithms = Readonly<Record<string, HashName | SignatureName>>

/** A compact JWS (RFC 7515 section 7.1). The `alg` of its header decides. */
export const jws =
  (
    at: number,
    kept: number,
    algorithms: JwsAlgorithms,
    header: Run,
    claims: Run,
    key: Run,
    ...settings: readonly string[]
  ): Run =>
  (context) => {
    const head = textOf(header(context), 'jws')
    const input = `${base64url(head)}.${base64url(claims(context))}`
    const algorithm = algorithmIn(head, algorithms)
    if (/^SHA/.test(algorithm))
      return `${input}.${base64url(context.host.hmacBytes(algorithm as HashName, key(context), [input]))}`
    const known = context.results?.[at]
    if (known !== undefined) return known
    const sign = signerFor(context, kept, algorithm as SignatureName, key, settings)
    return waitedFor(context, at, function* () {
      return `${input}.${base64url(yield* signedBy(sign, input))}`
    })
  }

function algorithmIn(header: string, algorithms: JwsAlgorithms): HashName | SignatureName {
  const { alg } = jsonObject(header) ?? {}
  const known = Object.keys(algorithms).includes(alg as string)
  if (known) return algorithms[alg as string] as HashName | SignatureName
  throw new CountersignError(
    'invalid-patch',
    `jws takes a header in JSON whose alg is one of ${Object.keys(algorithms).join(', ')}.`,
  )
}
