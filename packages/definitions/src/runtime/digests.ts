import { CountersignError, type Data, type HashName } from '@countersign/core'
import { fromBase64 as readBase64 } from '@countersign/core/bytes'
import {
  fromHex as readHex,
  base64 as toBase64,
  base64url as toBase64url,
  hex as toHex,
} from '@countersign/core/encode'
import type { HashInput } from '@countersign/core/host'
import { type Context, type Run, textOf } from './context.js'

// Texts become one text: in k6 a list costs as much as a hash.
function inputOf(parts: readonly Run[]): (context: Context) => HashInput {
  const [first, second] = parts as [Run, Run]
  if (parts.length === 1) return first
  if (parts.length > 2) return (context) => joined(parts.map((part) => part(context)))
  return (context) => {
    const one = first(context)
    const other = second(context)
    return typeof one === 'string' && typeof other === 'string' ? one + other : [one, other]
  }
}

const joined = (values: readonly Data[]): HashInput =>
  values.every((value) => typeof value === 'string') ? values.join('') : values

type Coded = 'hex' | 'base64'

export function hash(algorithm: HashName, parts: readonly Run[]): Run {
  const input = inputOf(parts)
  return (context) => context.host.hashBytes(algorithm, input(context))
}

/** A hash as the host encodes it: natively, since bytes would be a copy. */
export function hashText(algorithm: HashName, encoding: Coded, parts: readonly Run[]): Run {
  const input = inputOf(parts)
  return (context) => context.host.hash(algorithm, input(context), encoding)
}

export function hmac(algorithm: HashName, key: Run, parts: readonly Run[]): Run {
  const input = inputOf(parts)
  return (context) => context.host.hmacBytes(algorithm, key(context), input(context))
}

export function hmacText(algorithm: HashName, encoding: Coded, key: Run, parts: readonly Run[]): Run {
  const input = inputOf(parts)
  return (context) => context.host.hmac(algorithm, key(context), input(context), encoding)
}

export const hex =
  (value: Run): Run =>
  (context) =>
    toHex(value(context), context.host.codec)
export const base64 =
  (value: Run): Run =>
  (context) =>
    toBase64(value(context), context.host.codec)
export const base64url =
  (value: Run): Run =>
  (context) =>
    toBase64url(value(context), context.host.codec)
/** Base64 as base64url. */
export const urlSafe =
  (value: Run): Run =>
  (context) =>
    (value(context) as string).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** `settings`: those that the value is made of, by their names in every tool. */
export const fromHex =
  (value: Run, ...settings: readonly string[]): Run =>
  (context) => {
    const digits = textOf(value(context), 'from-hex')
    try {
      return readHex(digits, context.host.codec)
    } catch {
      throw unreadable('from-hex', 'hexadecimal digits', settings)
    }
  }

export const fromBase64 =
  (value: Run, ...settings: readonly string[]): Run =>
  (context) => {
    try {
      return readBase64(textOf(value(context), 'from-base64'))
    } catch (thrown) {
      throw thrown instanceof CountersignError ? thrown : unreadable('from-base64', 'base64', settings)
    }
  }

const unreadable = (name: string, form: string, settings: readonly string[]) =>
  new CountersignError(
    'invalid-setting',
    settings.length === 0
      ? `${name} was given something that is not ${form}.`
      : `${settings.join(' with ')} is not ${form}, which ${name} takes. Correct that setting.`,
  )

/** What only settings decide, made once. */
export const once =
  (at: number, value: Run): Run =>
  (context) => {
    const { kept } = context.ready
    const known = kept[at]
    if (known !== undefined) return known as Data
    const made = value(context)
    kept[at] = made
    return made
  }
