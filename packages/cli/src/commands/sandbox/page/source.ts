import type { FaultSwitch, TrafficEvent, TrafficProvider, TrafficSource } from '@countersign/page'
import type { Fault, Sandbox, SandboxEvent } from '@countersign/sandbox'

/** Hands on the events of a sandbox, which reports from its start on. */
export class Relay {
  readonly #listeners = new Set<(event: TrafficEvent) => void>()

  readonly emit = (event: SandboxEvent): void => {
    for (const listener of this.#listeners) listener(event)
  }

  readonly subscribe = (listener: (event: TrafficEvent) => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

/** What a click may do to a response; one at a time. */
const RESPONSES: Readonly<Record<string, { label: string; ofTokens?: boolean; fault: Fault }>> = {
  slow: {
    label: 'Slow (3 s)',
    fault: { token: { kind: 'slow', seconds: 3 }, apiDelay: 3 },
  },
  error: {
    label: '500',
    fault: { token: { kind: 'status', status: 500 }, api: { status: 500 } },
  },
  expired: { label: 'Expired token', ofTokens: true, fault: { token: { kind: 'expired' } } },
  garbled: { label: 'Garbled token response', ofTokens: true, fault: { token: { kind: 'garbled' } } },
}

/** What a click may do to the clock; one at a time. */
const CLOCKS: Readonly<Record<string, { label: string; fault: Fault }>> = {
  ahead: { label: 'Clock 10 minutes ahead', fault: { clockSkew: 600 } },
  behind: { label: 'Clock 10 minutes behind', fault: { clockSkew: -600 } },
}

/** Who has tokens has more faults, and a clock matters only to who checks a time. */
export function faultsOf({
  hasTokens,
  checksTime,
}: {
  hasTokens: boolean
  checksTime: boolean
}): FaultSwitch[] {
  const responses = Object.entries(RESPONSES).filter(([, { ofTokens }]) => hasTokens || !ofTokens)
  return [
    ...responses.map(([id, { label }]) => ({ id, label, group: 'response' })),
    ...Object.entries(checksTime ? CLOCKS : {}).map(([id, { label }]) => ({ id, label, group: 'clock' })),
  ]
}

/** The sandbox as a source of traffic. */
export function sandboxSource(
  sandbox: Sandbox,
  relay: Relay,
  providers: readonly TrafficProvider[],
): TrafficSource {
  return {
    title: 'Countersign sandbox',
    providers,
    subscribe: relay.subscribe,
    setFaults(provider, ids) {
      const faults = ids.map((id) => RESPONSES[id]?.fault ?? CLOCKS[id]?.fault ?? {})
      sandbox.fault(provider as Parameters<Sandbox['fault']>[0], Object.assign({}, ...faults))
    },
  }
}
