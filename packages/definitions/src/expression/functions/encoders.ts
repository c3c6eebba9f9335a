import { isPlan, type Plan, plan } from '../plan.js'
import type { FunctionSpec } from './spec.js'

/** A hash or an HMAC that is encoded at once: the host does both natively. */
function encoded(value: Plan, encoding: 'hex' | 'base64'): Plan | undefined {
  if (value.part !== 'hash' && value.part !== 'hmac') return undefined
  const [algorithm, ...given] = value.given ?? []
  return algorithm === undefined || isPlan(algorithm)
    ? undefined
    : plan(`${value.part}Text`, algorithm, encoding, ...given)
}

/** Encoders, which give text, and their inverses. */
export const ENCODERS: readonly FunctionSpec[] = [
  {
    name: 'hex',
    usage: 'hex(data)',
    about: 'lower-case hexadecimal',
    takes: ['data'],
    gives: 'text',
    plan: ([value]) => encoded(value as Plan, 'hex') ?? plan('hex', value as Plan),
  },
  {
    name: 'base64',
    usage: 'base64(data)',
    about: 'base64 with padding (RFC 4648 section 4)',
    takes: ['data'],
    gives: 'text',
    plan: ([value]) => encoded(value as Plan, 'base64') ?? plan('base64', value as Plan),
  },
  {
    name: 'base64url',
    usage: 'base64url(data)',
    about: 'base64url without padding (RFC 4648 section 5)',
    takes: ['data'],
    gives: 'text',
    plan: ([value]) => {
      const text = encoded(value as Plan, 'base64')
      return text ? plan('urlSafe', text) : plan('base64url', value as Plan)
    },
  },
  {
    name: 'from-hex',
    usage: 'from-hex(text)',
    about: 'the bytes of hexadecimal digits',
    takes: ['text'],
    gives: 'bytes',
    plan: ([value], { settings }) => plan('fromHex', value as Plan, ...settings(0)),
  },
  {
    name: 'from-base64',
    usage: 'from-base64(text)',
    about: 'the bytes of base64 or base64url, padded or not',
    takes: ['text'],
    gives: 'bytes',
    plan: ([value], { settings }) => plan('fromBase64', value as Plan, ...settings(0)),
  },
]
