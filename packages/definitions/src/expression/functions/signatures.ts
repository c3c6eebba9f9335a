import type { HashName, SignatureName } from '@countersign/core'
import { plan } from '../plan.js'
import { SyntaxProblem } from '../syntax.js'
import type { FunctionSpec } from './spec.js'

const NAMES: readonly SignatureName[] = [
  'RSA-SHA1',
  'RSA-SHA256',
  'RSA-SHA384',
  'RSA-SHA512',
  'RSA-PSS-SHA256',
  'RSA-PSS-SHA384',
  'RSA-PSS-SHA512',
  'ECDSA-P256-SHA256',
  'ECDSA-P384-SHA384',
  'ECDSA-P521-SHA512',
  'Ed25519',
]

/** The algorithms of RFC 7518 section 3.1 and RFC 8037. */
const JWS: Readonly<Record<string, HashName | SignatureName>> = {
  HS256: 'SHA-256',
  HS384: 'SHA-384',
  HS512: 'SHA-512',
  RS256: 'RSA-SHA256',
  RS384: 'RSA-SHA384',
  RS512: 'RSA-SHA512',
  PS256: 'RSA-PSS-SHA256',
  PS384: 'RSA-PSS-SHA384',
  PS512: 'RSA-PSS-SHA512',
  ES256: 'ECDSA-P256-SHA256',
  ES384: 'ECDSA-P384-SHA384',
  ES512: 'ECDSA-P521-SHA512',
  EdDSA: 'Ed25519',
}

/** The algorithms that a header in quotes names, or all if it is known only with the request. */
function algorithmsFor(header: string | undefined): typeof JWS {
  if (header === undefined) return JWS
  const alg = algOf(header)
  const algorithm = Object.hasOwn(JWS, alg) ? JWS[alg] : undefined
  if (!algorithm)
    throw new SyntaxProblem(`the header of jws must be JSON with an alg of ${Object.keys(JWS).join(', ')}.`)
  return { [alg]: algorithm }
}

function algOf(header: string): string {
  try {
    return String(JSON.parse(header).alg)
  } catch {
    return ''
  }
}

/** Signatures by a private key: PEM or a JWK. */
export const SIGNATURES: readonly FunctionSpec[] = [
  ...NAMES.map(
    (algorithm): FunctionSpec => ({
      name: algorithm.toLowerCase(),
      usage: `${algorithm.toLowerCase()}(key, data, …)`,
      about: `the signature ${algorithm} by a private key over the parts, one after the other`,
      takes: ['text', 'data'],
      rest: 'data',
      gives: 'bytes',
      hides: 'all',
      key: 0,
      waits: () => true,
      algorithm,
      plan: ([key, ...parts], { place, settings }) =>
        plan('signature', place(), place(), algorithm, key as never, parts, ...settings(0)),
    }),
  ),
  {
    name: 'jws',
    usage: 'jws(header, claims, key)',
    about: 'a compact JWS (RFC 7515) of two JSON texts; the `alg` of the header decides',
    takes: ['text', 'text', 'data'],
    gives: 'text',
    hides: [2],
    key: 2,
    waits: (literal) => Object.values(algorithmsFor(literal(0))).some((name) => !name.startsWith('SHA')),
    algorithm: 'JWS',
    plan: (args, { literal, place, settings }) =>
      plan('jws', place(), place(), algorithmsFor(literal(0)), ...args, ...settings(2)),
  },
]
