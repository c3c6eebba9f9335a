import { type Header, headerValue } from '@countersign/core'
import { VectorError } from './vector.js'

/** What is expected, and what came of it. */
export interface Pair {
  readonly step: string
  readonly expected: string
  readonly actual: string
}

/** @throws {VectorError} for a header that is not among those that are sent */
export function headerPairs(
  headers: Readonly<Record<string, string>> = {},
  sent: readonly Header[],
  whose = '',
): Pair[] {
  return Object.entries(headers).map(([name, expected]) => {
    const actual = headerValue(sent, name)
    if (actual !== undefined) return { step: `${whose}header ${name}`, expected, actual }
    const names = sent.map(([other]) => other).join(', ') || 'none'
    throw new VectorError(
      `The vector names the ${whose}header "${name}", which is not sent. The headers that are sent: ${names}.`,
    )
  })
}
