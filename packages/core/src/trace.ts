/** One step of a scheme, in the vendor's word, with its result. Never a secret or a token. */
export interface Step {
  readonly name: string
  readonly value: string | number | boolean
}

/** Hears the steps of a provider as it takes them. Nobody listening costs nothing. */
export type Trace = (name: string, value: string | number | boolean) => void

/** A trace that collects its steps. */
export function collect(): { steps: Step[]; trace: Trace } {
  const steps: Step[] = []
  return { steps, trace: (name, value) => void steps.push({ name, value }) }
}
