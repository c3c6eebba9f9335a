import { CountersignError } from '@countersign/core/errors'

// What every tool takes for a variable.
const VARIABLE = /\{\{[^{}]*\}\}/

/**
 * Refuses a text that still holds a `{{variable}}`: the tool, or another after us, could fill it in once it is signed.
 * @throws {CountersignError} `invalid-body`, `invalid-url`
 */
export function checkFilled(what: 'body' | 'URL', text: string): void {
  const left = text.includes('{{') ? VARIABLE.exec(text)?.[0] : undefined
  if (!left) return
  const advice = 'Set it, or choose the environment that has it.'
  throw new CountersignError(
    what === 'URL' ? 'invalid-url' : 'invalid-body',
    `The ${what} still holds ${printable(left)}, and no variable has that name. ${advice}`,
  )
}

/** The name of a variable, fit for a message. */
export const printable = (name: string) => name.replace(/[^\u0020-\u007e]/g, '�').slice(0, 60)
