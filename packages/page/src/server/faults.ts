import type { Provider } from '../model.js'
import type { TrafficProvider, TrafficSource } from '../traffic.js'

/** The faults that are switched on, by provider. */
export class Faults {
  readonly #source: TrafficSource
  readonly #on = new Map<string, Set<string>>()

  constructor(source: TrafficSource) {
    this.#source = source
  }

  /** Switches a fault on or off; of one group, one at a time is on. @returns whether there is such a fault */
  set(provider: string, id: string, on: boolean): boolean {
    const { faults = [] } = this.#source.providers.find((one) => one.id === provider) ?? {}
    const fault = faults.find((one) => one.id === id)
    if (!fault || !this.#source.setFaults) return false
    const active = this.#on.get(provider) ?? new Set()
    for (const other of faults) if (other.group === fault.group) active.delete(other.id)
    if (on) active.add(id)
    this.#on.set(provider, active)
    this.#source.setFaults(provider, [...active])
    return true
  }

  of({ id, faults }: TrafficProvider): Provider['faults'] {
    return faults.map((fault) => ({
      id: fault.id,
      label: fault.label,
      on: this.#on.get(id)?.has(fault.id) ?? false,
    }))
  }
}
