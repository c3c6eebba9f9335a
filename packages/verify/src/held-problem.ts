import { settingsOf } from '@countersign/core'
import type { Case } from './case.js'
import type { Problem } from './history.js'

/** That a value holds a secret which the expected one does not; of neither is anything shown. */
export function heldProblem(name: string, sent: string, expected: string, one: Case): Problem | undefined {
  const right = one.held(expected)
  const wrong = one.held(sent).filter((variable) => !right.includes(variable))
  if (wrong.length === 0) return undefined
  const own = variableOf(expected, one)
  return {
    name,
    text: `it holds ${wrong.join(' and ')}, a secret that must not be sent here${own ? `; ${own} is expected` : ''}`,
    advice: own ? `Send the value of ${own} there.` : `Take the value of ${wrong.join(' and ')} out of it.`,
  }
}

/** The setting of the provider that has this value. */
export const variableOf = (value: string, { provider, values }: Pick<Case, 'provider' | 'values'>) =>
  settingsOf(provider).find(({ name }) => value !== '' && values[name] === value)?.variable
