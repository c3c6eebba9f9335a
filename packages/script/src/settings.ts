import type { AnyProvider } from '@countersign/core/provider'
import {
  isWorthAsking,
  type NamedSetting,
  type Resolver,
  settingName,
  toolSettings,
} from '@countersign/core/settings'
import type { Tool } from './tool.js'

interface Asked {
  readonly provider: AnyProvider
  readonly setting: NamedSetting
}

type Source = Pick<Tool, 'variable' | 'names' | 'secret'>

/** The settings of a script: the tool's variables, each read once, then its store of secrets. */
export interface ScriptSettings {
  readonly get: Resolver
  /**
   * Asks the tool's store of secrets for what the providers have no variable for; undefined if there is nothing to
   * ask for. Call it before a decision is made: a decider remembers what it read.
   * @param providers whose, only called if there is such a store
   */
  askSecrets(providers: () => readonly AnyProvider[]): Promise<void> | undefined
}

export function scriptSettings(tool: Source): ScriptSettings {
  const known = new Map<string, string | undefined>()

  function get(name: string): string | undefined {
    if (!known.has(name)) known.set(name, tool.variable(name))
    return known.get(name)
  }

  /** Whether there is no variable for what may be kept as a secret. */
  function isMissing({ provider, setting }: Asked): boolean {
    const { required, secret, variable } = setting
    const has = (name: string) => get(settingName(provider.id, name)) !== undefined
    return (required || secret) && isWorthAsking(provider, setting, has) && !get(variable)
  }

  async function ask(all: readonly Asked[]): Promise<void> {
    for (const one of all) {
      if (!isMissing(one)) continue
      const { variable } = one.setting
      const value = await Promise.resolve(tool.secret?.(variable)).catch(() => undefined)
      if (value) known.set(variable, value)
    }
  }

  return {
    get: Object.assign(get, { names: tool.names }),
    askSecrets(providers) {
      if (!tool.secret) return undefined
      const all = providers().flatMap((provider) =>
        toolSettings(provider).map((setting) => ({ provider, setting })),
      )
      return all.some(isMissing) ? ask(all) : undefined
    },
  }
}
