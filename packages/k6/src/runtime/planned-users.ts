interface Scenario {
  readonly vus?: number | null
  readonly startVUs?: number | null
  readonly preAllocatedVUs?: number | null
  readonly maxVUs?: number | null
  readonly stages?: readonly { readonly target?: number | null }[] | null
}

/** How many virtual users a test will have at most, all machines together. */
export function plannedUsers(options: object): number {
  const { scenarios } = options as { scenarios?: Readonly<Record<string, Scenario>> | null }
  return Object.values(scenarios ?? {}).reduce((sum, scenario) => sum + usersOf(scenario), 0)
}

function usersOf({ vus, startVUs, preAllocatedVUs, maxVUs, stages }: Scenario): number {
  const isByRate = (preAllocatedVUs ?? maxVUs ?? null) !== null
  if (isByRate) return Math.max(preAllocatedVUs ?? 1, maxVUs ?? 0, vus ?? 0)
  const targets = (stages ?? []).map(({ target }) => target ?? 0)
  return Math.max(vus ?? startVUs ?? 1, ...targets)
}
