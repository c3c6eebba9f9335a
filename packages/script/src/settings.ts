import type { AnyProvider } from '@countersign/core/provider'
import { type Resolver, toolSettings } from '@countersign/core/settings'
import type { Tool } from './tool.js'

type Source = Pick<Tool, 'variable' | 'secret'>

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

  async function ask(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const value = await Promise.resolve(tool.secret?.(name)).catch(() => undefined)
      if (value) known.set(name, value)
    }
  }

  return {
    get,
    askSecrets(providers) {
      if (!tool.secret) return undefined
      const settings = providers().flatMap((provider) => toolSettings(provider))
      const names = settings
        .filter(({ required, secret, variable }) => (required || secret) && !get(variable))
        .map(({ variable }) => variable)
      return names.length > 0 ? ask(names) : undefined
    },
  }
}
