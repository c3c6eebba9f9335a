import { CountersignError } from '../errors.js'
import { settingName } from '../setting-name.js'
import { UNPRINTABLE } from '../url.js'
import { sayUnknown, unknownNames } from './misspelt.js'
import { passwordOf, settingsOf } from './of-provider.js'
import { type Configured, isPem, type NamedSetting, type Setting, type Values } from './setting.js'

/**
 * What settings are used for: requests and responses, unless it says less.
 * @example const use: SettingsUse = { opensOnly: true }
 */
export interface SettingsUse {
  /** The tokens come from a broker, which has the settings for requesting them. */
  readonly isBrokered?: boolean | undefined
  /** Only responses are opened. */
  readonly opensOnly?: boolean | undefined
  /** The names that are there, of empty ones too: so that an error tells empty from missing, and names a misspelt one. */
  readonly names?: (() => readonly string[]) | undefined
}

/**
 * The names, as every tool writes them, of the required settings that are not there.
 * @param use what they are used for. Default: all
 * @example
 * ```ts
 * import { inqud } from '@countersign/core'
 * missingSettings(inqud, {}) // [ 'INQUD_TOKEN_ID', 'INQUD_TOKEN_SECRET' ]
 * ```
 */
export function missingSettings(provider: Configured, values: Values, use: SettingsUse = {}): string[] {
  const isNeeded = ({ required, forRequests, forTokens, unless }: Setting) =>
    required &&
    !(forRequests && use.opensOnly) &&
    !(forTokens && use.isBrokered) &&
    !(unless && values[unless])
  const missing: string[] = []
  for (const setting of settingsOf(provider))
    if (isNeeded(setting) && !values[setting.name]) missing.push(setting.variable)
  return missing
}

/**
 * Checks a provider's settings: what is required is there, and each is what its kind says. A list of further hosts is
 * checked by the decider, and a key that it can be read by `setup`.
 * @param use what they are used for. Default: all
 * @throws {CountersignError} `missing-setting`; `invalid-setting` on a value of another kind, a placeholder, or one in
 * quotation marks
 * @example
 * ```ts
 * import { inqud } from '@countersign/core'
 * checkSettings(inqud, { tokenId: 'id', tokenSecret: 'secret' })
 * ```
 */
export function checkSettings(provider: Configured, values: Values, use: SettingsUse = {}): void {
  if (missingSettings(provider, values, use).length > 0) throw missingSetting(provider, values, use)
  for (const setting of settingsOf(provider)) {
    const value = values[setting.name]
    const problem = value === undefined ? undefined : problemOf(setting, value)
    if (problem) throw invalidSetting(provider, setting.name, problem)
  }
}

/**
 * An error about one setting, to be thrown.
 * @param name its name in code, as in `privateKey`
 * @param problem follows its name in the message: `is not base64`
 * @returns `invalid-setting`
 * @example
 * ```ts
 * import { inqud } from '@countersign/core'
 * const error = invalidSetting(inqud, 'tokenId', 'is empty')
 * ```
 */
export function invalidSetting(provider: Configured, name: string, problem: string): CountersignError {
  const text = `${provider.name}: ${settingName(provider.id, name)} ${problem}.`
  return new CountersignError('invalid-setting', text, provider.id)
}

/**
 * `INQUD_TOKEN_ID is missing`, `INQUD_TOKEN_SECRET is missing (empty)`: what there is to say about each required setting without a
 * value.
 * @example
 * ```ts
 * import { inqud } from '@countersign/core'
 * missingTexts(inqud, { tokenSecret: 'secret' }) // [ 'INQUD_TOKEN_ID is missing' ]
 * ```
 */
export function missingTexts(provider: Configured, values: Values, use: SettingsUse = {}): string[] {
  const names = namesIn(use)
  return missingSettings(provider, values, use).map(
    (name) => `${name} is missing${names.includes(name) ? ' (empty)' : ''}`,
  )
}

/** The error about required settings without a value: which, and the misspelt names beside them. */
export function missingSetting(
  provider: Configured,
  values: Values,
  use: SettingsUse = {},
): CountersignError {
  const states = missingTexts(provider, values, use).join(', ') || 'no setting has a value'
  const unknown = unknownNames(provider, values, namesIn(use)).slice(0, 3)
  const text = [`${provider.name}: ${states}.`, ...unknown.map(sayUnknown)].join(' ')
  return new CountersignError('missing-setting', text, provider.id)
}

const namesIn = ({ names }: SettingsUse) => (names ? names() : [])

// As people leave them in a form, a copied example or a masked field.
const PLACEHOLDER =
  /^(<[^<>]*>|\{\{[^{}]*\}\}|\$\{[^{}]*\}|%\w+%|\*{3,}|\.{3,}|\u2022+|\u2026|change[ _-]?me|to-?do)$/i
const PROMPT = /^(your[ _-]|(insert|enter|replace)[ _-](your|this|with|here))/i

/** Whether a value stands for one that is still to be put in, so that it is no secret. A password may be anything. */
export const isPlaceholder = ({ name, variable }: NamedSetting, value: string): boolean =>
  !isPassword(name) && (value === variable || PLACEHOLDER.test(value) || PROMPT.test(value))

function problemOf(setting: NamedSetting, value: string): string | undefined {
  const { name, kind, choices } = setting
  if (/\{\{|\{%/.test(value)) return 'still holds a {{variable}} that was not filled in'
  // The decider has read it.
  if (name === 'hosts') return undefined
  if (isPlaceholder(setting, value)) return 'still holds a placeholder. Put the value in its place'
  if (kind === 'json') return undefined
  if (!isPassword(name) && isQuoted(value))
    return 'stands in quotation marks, which would be part of it. Take them out'
  if (isPem({ kind })) return undefined
  if (value.search(UNPRINTABLE) >= 0) return 'holds a line end or another invisible character'
  if (kind === 'choice' && !choices?.includes(value)) return `must be ${choices?.join(' or ')}`
  if (kind === 'number' && !/^\d+(\.\d+)?$/.test(value)) return 'must be a number of 0 or more'
  return undefined
}

const isPassword = (name: string) => name.endsWith(passwordOf(''))

/** A list of quoted names, such as the components of RFC 9421, has the same quote within. */
const isQuoted = (value: string) =>
  value.length > 1 &&
  '"\'`'.includes(value.charAt(0)) &&
  value.indexOf(value.charAt(0), 1) === value.length - 1
