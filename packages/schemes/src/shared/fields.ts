import type { Header } from '@countersign/core'

/** All values of a header by its name in lower case, in order. */
export function fieldValues(headers: readonly Header[], name: string): string[] {
  const values: string[] = []
  // By index here and in the other loops of each signature: taking pairs apart costs k6 many times as much.
  for (let at = 0; at < headers.length; at++) {
    const header = headers[at] as Header
    if (header[0].length === name.length && header[0].toLowerCase() === name) values.push(header[1])
  }
  return values
}

/** A value without white space around it, and each run of white space in it as one space. */
export const folded = (value: string): string =>
  FOLDED.test(value) ? value : value.trim().replace(/\s+/g, ' ')

// Printable, with single spaces inside.
const FOLDED = /^(?:[!-~]+(?: [!-~]+)*)?$/
