import { nesting } from './capture/nesting.js'

export type JsonObject = Readonly<Record<string, unknown>>

/** A JSON object, without a prototype: its names come from outside. Anything else gives undefined. */
export function objectIn(text: () => string): JsonObject | undefined {
  try {
    const json = text()
    return nesting(json) > DEEPEST ? undefined : asObject(JSON.parse(json))
  } catch {
    return undefined
  }
}

/** No request nests deeper; parsing what does takes memory for nothing. */
export const DEEPEST = 500

/** A parsed value as an object without a prototype; undefined if it is an array or not an object. */
export function asObject(value: unknown): JsonObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.assign(Object.create(null), value)
}
