import { type AnyProvider, createDecider, hostsSetting, parseUrl, type Resolver } from '@countersign/core'
import type { Io } from './terminal/io.js'

/** The providers of a run that tell how requests from outside are signed. */
export const webhooksOf = ({ used = [] }: Pick<Io, 'used'>): readonly AnyProvider[] =>
  used.filter(({ definition }) => definition?.isWebhook).map(({ provider }) => provider)

/**
 * The settings of a run, in which webhooks may go to any of some URLs: a receiver is wherever its owner has it. What
 * another provider holds stays with that one.
 */
export function settingsForWebhooks(
  settings: Resolver,
  providers: readonly AnyProvider[],
  urls: readonly string[],
  io: Pick<Io, 'used'>,
): Resolver {
  const webhooks = webhooksOf(io).filter((one) => providers.includes(one))
  if (webhooks.length === 0) return settings
  const others = providers.filter((one) => !webhooks.includes(one))
  const decider = createDecider({ providers: others, settings })
  const free = urls.filter((url) => isUrl(url) && decider.matching(url).length === 0)
  const hosts = [...new Set(free.map((url) => parseUrl(url).authority))].join(',')
  const names = new Set(webhooks.map((one) => hostsSetting(one).variable))
  const withHosts = (name: string) => settings(name) ?? (names.has(name) && hosts !== '' ? hosts : undefined)
  return Object.assign(withHosts, { names: settings.names })
}

function isUrl(text: string): boolean {
  try {
    parseUrl(text)
    return true
  } catch {
    return false
  }
}
