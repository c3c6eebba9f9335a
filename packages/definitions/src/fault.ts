import { CountersignError } from '@countersign/core'

/** Where something stands in a definition: for messages. */
export interface Place {
  readonly file: string
  readonly line: number
}

/**
 * A fault in a definition, in one line that begins with its place: `binance.yaml:14: step signature: …`.
 * @param about the step or the key, as in `step signature`
 */
export function fault({ file, line }: Place, problem: string, about?: string): CountersignError {
  const text = `${file}:${line}: ${about ? `${about}: ` : ''}${problem}`
  return new CountersignError('invalid-provider', text.replace(/\s+/g, ' '))
}

/** A piece of somebody's text, fit for a message. */
export const quoted = (text: string) => `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`

/** `a, b and c` */
export function listed(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}
