import type { AnyProvider } from '@countersign/core/provider'
import { type NamedSetting, toolSettings } from '@countersign/core/settings'
import type { Classification } from './classify.js'
import type { InsomniaRequest } from './context.js'
import type { Environment } from './environment.js'
import type { History, HistoryEntry, SettingState } from './history.js'

/** Records what a request hook saw of a request, for the actions in its menu. */
export function record(
  request: InsomniaRequest,
  classified: Classification,
  providers: readonly AnyProvider[],
  history: History,
): HistoryEntry {
  const entry: HistoryEntry = {
    at: new Date(),
    provider: classified.kind === 'claimed' ? classified.claim.provider.name : undefined,
    why: reasonOfClassification(classified),
    settings: classified.environment ? settingStates(providers, classified.environment) : [],
    steps: [],
    notes: [],
  }
  try {
    history.keep(String(request.getId()), entry)
  } catch {
    // A request without an id cannot be asked for.
  }
  return entry
}

function reasonOfClassification(classified: Classification): string {
  if (classified.kind === 'claimed') return classified.claim.why
  return classified.kind === 'pass-through' ? classified.why : 'it is refused'
}

/** Names and whether they are there; of a secret not even the length. Providers without any setting are left out. */
function settingStates(providers: readonly AnyProvider[], environment: Environment): SettingState[] {
  return providers.flatMap((provider) => {
    const settings = toolSettings(provider)
    if (!settings.some(({ variable }) => environment.get(variable))) return []
    return settings.map((setting) => ({ name: setting.variable, state: stateOf(setting, environment) }))
  })
}

function stateOf({ variable, required, secret }: NamedSetting, environment: Environment): string {
  const problem = environment.problem(variable)
  if (problem) return problem
  if (environment.get(variable)?.trim()) return secret ? 'set, not shown' : 'set'
  return required ? 'MISSING' : 'not set'
}
