import type { Decider, Decision, PassThrough } from '@countersign/core/decider'
import { checkNotMeant, misspeltHint } from '@countersign/core/deciding/meant'
import { CountersignError } from '@countersign/core/errors'
import type { AnyProvider } from '@countersign/core/provider'
import { hostsSetting } from '@countersign/core/settings'
import { hostNotFilled, hostsNotFilled, mayBeListed, unfilledHost } from './authority.js'
import type { ScriptSettings } from './settings.js'
import type { Tool } from './tool.js'
import { isFirst, NOT_SIGNED } from './variables.js'

/** A URL to decide on, and by whom. */
export interface Question {
  readonly url: string
  readonly decider: Decider
  readonly providers: readonly AnyProvider[]
}

/** Asks the tool's store of secrets for what is needed to decide. Nobody knows whose host an unfilled one is. */
export function askVault(
  { url, decider, providers }: Question,
  settings: ScriptSettings,
): Promise<void> | undefined {
  return settings.askSecrets(() => (unfilledHost(url) ? providers : decider.matching(url)))
}

/**
 * @throws {CountersignError} all of a decider's, and on a host, or a list of hosts, that still holds a variable:
 * `invalid-url`, `invalid-setting`; on a provider whose settings are empty or misspelt: `missing-setting`
 */
export function decide(question: Question): Decision {
  const { url, decider } = question
  const decision = decider(url)
  if (!decision.acts && decision.reason === 'unconfigured') checkNotMeant(decider, url)
  if (!decision.acts && decision.reason !== 'off') checkFilledIn(question)
  return decision
}

function checkFilledIn({ url, decider, providers }: Question): void {
  const variable = unfilledHost(url)
  const configured = providers.filter((provider) => Object.keys(decider.values(provider)).length > 0)
  if (variable && configured.length > 0) throw hostNotFilled(variable, configured)
  const unsure = configured.find((provider) => mayBeListed(url, decider.values(provider).hosts ?? ''))
  if (unsure) throw hostsNotFilled(unsure, hostsSetting(unsure).variable)
}

/** What tells people that a request is left alone. */
type Left = Pick<Question, 'providers' | 'decider'> & {
  readonly tool: Pick<Tool, 'run'>
  readonly log: (line: string) => void
}

/** Says once per run that requests are left alone. A script for one provider that finds nothing set is a mistake. */
export function leave({ tool, providers, decider, log }: Left, { reason, why }: PassThrough): undefined {
  const [only] = providers
  if (reason === 'unconfigured' && only && providers.length === 1) throw nothingSet(only)
  if (reason !== 'off') tool.run.set(NOT_SIGNED, why)
  if (!isFirst(tool, 'COUNTERSIGN_LEFT_ALONE')) return
  const hint = reason === 'no-provider' ? misspeltHint(decider, providers) : ''
  log(`left a request as it is, and will not repeat this: ${why}${hint}`)
}

/** Says once per run that a variable has nearly the name of a setting: an optional one would be missed by nobody. */
export function sayMisspelt({ tool, decider, log }: Omit<Left, 'providers'>, provider: AnyProvider): void {
  const hint = isFirst(tool, `COUNTERSIGN_NAMES_${provider.id}`) ? misspeltHint(decider, [provider]) : ''
  if (hint) log(`a variable is not read${hint}`)
}

function nothingSet({ id, name }: AnyProvider): CountersignError {
  return new CountersignError(
    'missing-setting',
    `${name}: no variable of its settings is there. Choose the environment that has them.`,
    id,
  )
}
