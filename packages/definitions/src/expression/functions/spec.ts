import type { Plan } from '../plan.js'
import type { Takes, Type } from '../types.js'

/** A function of definitions in one place: how it is written, what it takes and gives, and what it becomes. */
export interface FunctionSpec {
  readonly name: string
  /** As the documentation writes it: `hex(data)`. */
  readonly usage: string
  readonly about: string
  readonly takes: readonly Takes[]
  /** What further arguments are; absent if there may be none. */
  readonly rest?: Takes
  /** Further arguments come in pairs. */
  readonly pairs?: boolean
  /** `alike`: as its arguments. */
  readonly gives: Type | 'alike'
  /** The places of arguments whose value cannot be told from the result. */
  readonly hides?: readonly number[] | 'all'
  /** The place of an argument that is a key. */
  readonly key?: number
  /** It needs the clock or a nonce, so it gives another value each time. */
  readonly draws?: 'clock' | 'nonce'
  /** Whether it signs with a private key, which has to be waited for. */
  waits?(literal: PlanTools['literal']): boolean
  /** What it is called in a provider's `how`: `HMAC-SHA-256`. */
  readonly algorithm?: string
  plan(args: readonly Plan[], tools: PlanTools): Plan
}

/** What a function may need to become a part of the runtime. */
export interface PlanTools {
  /** The text of an argument that is a text in quotes or a number. */
  literal(at: number): string | undefined
  /** The settings that alone decide an argument, by their names in every tool; none if the request decides it, too. */
  settings(at: number): readonly string[]
  /** A number that no other place has: for what is kept between requests, or waited for. */
  place(): number
}
