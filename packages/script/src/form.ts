import { CountersignError } from '@countersign/core/errors'
import type { Row } from './tool.js'

/**
 * A form as the tool sends it: percent-encoded (RFC 3986: a space is %20), rows of one name together where the first
 * of them is.
 * @throws {CountersignError} `invalid-body` on half of a surrogate pair
 */
export function rfc3986Form(rows: readonly Row[]): string {
  const values: Record<string, string[]> = Object.create(null)
  for (const { key, value } of rows) {
    values[key] ??= []
    values[key].push(value)
  }
  const parts = Object.entries(values).flatMap(([key, all]) =>
    all.map((value) => `${encode(key)}=${encode(value)}`),
  )
  return parts.join('&')
}

function encode(text: string): string {
  try {
    return encodeURIComponent(text).replace(/[!'()*]/g, percent)
  } catch {
    throw new CountersignError(
      'invalid-body',
      'The form has half of a surrogate pair, which cannot be sent as UTF-8.',
    )
  }
}

const percent = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`
