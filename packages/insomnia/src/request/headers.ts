import { CountersignError } from '@countersign/core/errors'
import type { Header } from '@countersign/core/message'

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
// Insomnia sends a value as UTF-8: everything but a control character and half of a surrogate pair.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const BAD = /[\u0000-\u0008\u000a-\u001f\u007f]|\p{Surrogate}/u

/**
 * Checks that Insomnia sends headers as they are: a line end in a value would begin another header.
 * @throws {CountersignError} `invalid-header`; the value is not shown
 */
export function checkHeaders(headers: readonly Header[], provider: string): void {
  const bad = headers.find(([name, value]) => !NAME.test(name) || BAD.test(value))
  if (!bad) return
  const name = bad[0].replace(/[^\u0021-\u007e]/g, '�').slice(0, 60)
  throw new CountersignError(
    'invalid-header',
    `The header "${name}" holds a line end or another control character, which no header can carry. Take it out.`,
    provider,
  )
}
