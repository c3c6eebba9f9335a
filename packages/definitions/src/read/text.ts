import { Digits } from './yaml.js'

/** A text or a number as the text that was written. */
export const textOf = (value: unknown): string => (value instanceof Digits ? value.source : String(value))

/** The same of all values of a record. */
export const textsOf = (values: object | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, textOf(value)]))

export const numberOf = (value: unknown): number => (value instanceof Digits ? value.value : Number(value))
