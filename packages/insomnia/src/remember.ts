import type { AnyProvider } from '@countersign/core/provider'
import { settingName, settingsOf } from '@countersign/core/settings'
import type { Judgement } from './classify.js'
import type { InsomniaRequest } from './context.js'
import type { Environment } from './environment.js'
import type { Memory, Seen, SeenSetting } from './history.js'

/** Keeps what a request hook saw of a request, for the actions in its menu. */
export function remember(
  request: InsomniaRequest,
  judged: Judgement,
  providers: readonly AnyProvider[],
  memory: Memory,
): Seen {
  const provider = judged.kind === 'ours' ? judged.claim.provider.name : undefined
  const seen: Seen = {
    at: new Date(),
    provider,
    why: judged.kind === 'ours' ? judged.claim.why : judged.kind === 'alone' ? judged.why : 'it is refused',
    settings: judged.environment ? settingsSeen(providers, judged.environment) : [],
    steps: [],
    notes: [],
  }
  try {
    memory.keep(String(request.getId()), seen)
  } catch {
    // A request without an id cannot be asked for.
  }
  return seen
}

/** Names and whether they are there; of a secret not even the length. Providers of which nothing is set are left out. */
function settingsSeen(providers: readonly AnyProvider[], environment: Environment): SeenSetting[] {
  return providers.flatMap((provider) => {
    const own = settingsOf(provider).filter(({ heldByTool }) => !heldByTool)
    const all = own.map(({ name, required, secret }) => ({
      name: settingName(provider.id, name),
      required,
      secret,
    }))
    if (!all.some(({ name }) => environment.get(name))) return []
    return all.map((setting) => ({ name: setting.name, state: stateOf(setting, environment) }))
  })
}

function stateOf(
  setting: { name: string; required: boolean; secret: boolean },
  environment: Environment,
): string {
  const problem = environment.problem(setting.name)
  if (problem) return problem
  if (environment.get(setting.name)?.trim()) return setting.secret ? 'set, not shown' : 'set'
  return setting.required ? 'MISSING' : 'not set'
}
