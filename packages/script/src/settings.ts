import { decide } from '@countersign/core/decider'
import type { AnyProvider } from '@countersign/core/provider'
import { type Resolver, settingName } from '@countersign/core/settings'
import type { Tool } from './tool.js'

type Source = Pick<Tool, 'variable' | 'secret'>

/** The names that this request's provider has no variable for, and that the tool's store of secrets may have. */
export function namesToAsk(tool: Source, providers: readonly AnyProvider[], url: string): string[] {
  if (!tool.secret) return []
  const concerned = providers.filter((provider) => wouldAct(provider, url, tool.variable))
  const settings = concerned.flatMap((provider) =>
    provider.settings
      .filter(({ heldByTool, required, secret }) => !heldByTool && (required || secret))
      .map(({ name }) => settingName(provider.id, name)),
  )
  return settings.filter((name) => !tool.variable(name))
}

/** Whether this provider would act, were it set: what it is is decided by the URL and its hosts. */
function wouldAct(provider: AnyProvider, url: string, variable: Resolver): boolean {
  const hosts = settingName(provider.id, 'hosts')
  const settings: Resolver = (name) => (name === hosts || name === 'COUNTERSIGN' ? variable(name) : 'set')
  try {
    return decide({ providers: [provider], settings })(url).acts
  } catch {
    return false // the signer says what is wrong
  }
}

/** Variables first, then what the store of secrets gave. A store that refuses has nothing. */
export async function withSecrets(tool: Source, names: readonly string[]): Promise<Resolver> {
  const found = new Map<string, string>()
  for (const name of names) {
    const value = await Promise.resolve(tool.secret?.(name)).catch(() => undefined)
    if (value) found.set(name, value)
  }
  return (name) => tool.variable(name) ?? found.get(name)
}
