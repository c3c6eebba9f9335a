import { type Bytes, CountersignError, type Data, concat as joinBytes } from '@countersign/core'
import { percentEncode } from '@countersign/core/encode'
import { type Context, type Run, textOf } from './context.js'

/** Texts, or bytes, one after the other. */
export function concat(...parts: readonly Run[]): Run {
  const [first, ...rest] = parts as [Run, ...Run[]]
  return (context) => {
    let all: Data = first(context)
    for (let at = 0; at < rest.length; at++) all = added(all, (rest[at] as Run)(context))
    return all
  }
}

function added(all: Data, value: Data): Data {
  if (typeof all === 'string' && typeof value === 'string') return all + value
  if (typeof all !== 'string' && typeof value !== 'string') return joinBytes(all as Bytes, value as Bytes)
  // Nothing is as good as no bytes.
  if (value.length === 0) return all
  if (all.length === 0) return value
  const message = 'concat takes texts or bytes, never both, and the body of this request is not UTF-8.'
  throw new CountersignError('invalid-body', message)
}

export const join =
  (between: Run, ...parts: readonly Run[]): Run =>
  (context) =>
    parts
      .map((part) => textOf(part(context), 'join'))
      .filter((part) => part !== '')
      .join(between(context) as string)

const overText =
  (name: string, change: (text: string) => string) =>
  (value: Run): Run =>
  (context) =>
    change(textOf(value(context), name))

export const lower = /* @__PURE__ */ overText('lower', (value) => value.toLowerCase())
export const upper = /* @__PURE__ */ overText('upper', (value) => value.toUpperCase())
export const trim = /* @__PURE__ */ overText('trim', (value) => value.trim())
export const encode = /* @__PURE__ */ overText('encode', percentEncode)
/** A text within JSON. */
export const jsonText = /* @__PURE__ */ overText('json', (value) => JSON.stringify(value))

export const after =
  (start: Run, value: Run): Run =>
  (context) => {
    const [from, whole] = [textOf(start(context), 'after'), textOf(value(context), 'after')]
    const at = whole.indexOf(from)
    return at < 0 ? whole : whole.slice(at + from.length)
  }

export const when =
  (condition: Run, yes: Run, no: Run): Run =>
  (context) =>
    condition(context).length > 0 ? yes(context) : no(context)

export const is =
  (one: Run, other: Run): Run =>
  (context: Context) =>
    textOf(one(context), 'is') === textOf(other(context), 'is') ? 'true' : ''
