/**
 * One step of a scheme, in the vendor's word, with its result. Never a secret or a token.
 * @example const step: Step = { name: 'string to sign', value: 'GET\n/v1/user' }
 */
export interface Step {
  /** As the vendor's page has it: `string to sign`. */
  readonly name: string
  /** As the vendor writes it: hexadecimal, base64, text. */
  readonly value: string | number | boolean
}

/**
 * Hears the steps of a provider as it takes them. Nobody listening costs nothing.
 * @example const trace: Trace = (name, value) => console.log(name, value)
 */
export type Trace = (name: string, value: string | number | boolean) => void

/**
 * A trace that collects its steps.
 * @example
 * ```ts
 * import type { Signer } from '@countersign/core'
 * async function explain(signer: Signer, url: string) {
 *   const { steps, trace } = collect()
 *   await signer.apply({ method: 'GET', url }, trace)
 *   return steps
 * }
 * ```
 */
export function collect(): { steps: Step[]; trace: Trace } {
  const steps: Step[] = []
  return { steps, trace: (name, value) => void steps.push({ name, value }) }
}
