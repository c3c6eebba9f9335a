import { CountersignError } from '../errors.js'
import { settingName } from '../setting-name.js'
import { settingsOf } from './of-provider.js'
import { type Configured, isPem, type Setting, type Values } from './setting.js'

/** What settings are used for; a request of our own if neither holds. */
export interface Use {
  /** The tokens come from a broker, which has the settings for requesting them. */
  readonly isBrokered?: boolean | undefined
  /** Only responses are opened. */
  readonly opensOnly?: boolean | undefined
}

/**
 * The names, as every tool writes them, of the required settings that are not there.
 * @example
 * ```ts
 * import { inqud } from '@countersign/core'
 * missingSettings(inqud, {}) // ['INQUD_TOKEN_ID', …]
 * ```
 */
export function missingSettings(provider: Configured, values: Values, use: Use = {}): string[] {
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
 * Checks a provider's settings: what is required is there, and each is what its kind says.
 * @throws {CountersignError} `missing-setting`, `invalid-setting`: what every provider's settings must be
 * @example
 * ```ts
 * import { inqud } from '@countersign/core'
 * checkSettings(inqud, { tokenId: 'id', tokenSecret: 'secret' })
 * ```
 */
export function checkSettings(provider: Configured, values: Values, use: Use = {}): void {
  const missing = missingSettings(provider, values, use)
  if (missing.length > 0) {
    const names = missing.map((name) => `${name} is missing`).join(', ')
    throw new CountersignError('missing-setting', `${provider.name}: ${names}.`, provider.id)
  }
  for (const setting of settingsOf(provider)) {
    const value = values[setting.name]
    const problem = value === undefined ? undefined : problemOf(setting, value)
    if (problem) throw invalidSetting(provider, setting.name, problem)
  }
}

/**
 * An error about one setting. `problem` follows its name: `is not base64`.
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

function problemOf(setting: Setting, value: string): string | undefined {
  if (/\{\{|\{%/.test(value)) return 'still holds a {{variable}} that was not filled in'
  if (isPem(setting) || setting.kind === 'json') return undefined
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\u0000-\u001f\u007f]/.test(value)) return 'holds a line end or another control character'
  if (setting.kind === 'choice' && !setting.choices?.includes(value)) {
    return `must be ${setting.choices?.join(' or ')}`
  }
  if (setting.kind === 'number' && !/^\d+(\.\d+)?$/.test(value)) return 'must be a number of 0 or more'
  return undefined
}
