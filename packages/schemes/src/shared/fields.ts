import type { Header } from '@countersign/core'

/** All values of a header by its name in lower case, in order. */
export function fieldValues(headers: readonly Header[], name: string): string[] {
  const values: string[] = []
  for (const [candidate, value] of headers) if (candidate.toLowerCase() === name) values.push(value)
  return values
}

/** A value without white space around it, and each run of white space in it as one space. */
export const folded = (value: string): string =>
  FOLDED.test(value) ? value : value.trim().replace(/\s+/g, ' ')

// Printable, with single spaces inside.
const FOLDED = /^(?:[!-~]+(?: [!-~]+)*)?$/
