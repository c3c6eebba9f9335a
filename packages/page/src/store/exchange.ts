import type { ArrivedEvent, CheckedEvent, Explanation, RespondedEvent, VerdictEvent } from '../traffic.js'

/** One request and what became of it, as far as it is known, at the time when it was asked for. */
export interface Exchange {
  readonly id: number
  readonly arrived: ArrivedEvent
  readonly checked?: CheckedEvent
  readonly verdict?: VerdictEvent
  readonly responded?: RespondedEvent
  /** Why it was refused, once that was found. */
  readonly cause?: Explanation
  /** Of its latest change. */
  readonly version: number
  /** Its bodies were let go, since newer ones took their place. */
  readonly dropped: boolean
}

/** The check that failed. */
export const failedIn = ({ checked }: Pick<Exchange, 'checked'>) =>
  checked?.checks.find(({ holds }) => !holds)

/** Why it was refused, in one line; why it was accepted, if there is something to say about it. */
export function reasonOf({ verdict, cause, ...exchange }: Exchange): string {
  if (!verdict) return ''
  const { faults = [], notes = [] } = verdict
  const blamed = verdict.accepted ? faults : faults.filter(({ refused }) => refused)
  if (blamed.length > 0) return `a fault that you switched on: ${blamed.map(({ text }) => text).join('; ')}`
  if (verdict.accepted) return notes.join(' ')
  if (cause) return cause.first === undefined ? cause.why : `see #${cause.first} first; ${cause.why}`
  const failed = failedIn(exchange)
  return failed?.message ? saidOf(failed.name, failed.message) : (verdict.check ?? '')
}

/** A check and what it says, which may begin with the name. */
export const saidOf = (name: string, message: string): string =>
  message.toLowerCase().startsWith(name.toLowerCase()) ? message : `${name}: ${message}`
