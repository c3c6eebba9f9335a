import type { AnyProvider } from '@countersign/core/provider'
import { settingName, settingsOf } from '@countersign/core/settings'

/** Every setting by its one name, all of them empty, and the base of the URLs. */
export function environmentOf(provider: AnyProvider): Record<string, string> {
  const own = settingsOf(provider).filter(({ heldByTool }) => !heldByTool)
  const entries = own.map(({ name }) => [settingName(provider.id, name), ''] as const)
  return { baseUrl: provider.baseUrl, ...Object.fromEntries(entries) }
}
