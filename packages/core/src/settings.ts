import { CountersignError } from './errors.js'

/** One setting of a provider, as data: every tool asks for it, checks it and hides it from this description. */
export interface Setting {
  /** Its name in code, as in `privateKey`. */
  readonly name: string
  /** What it is, for people, as one sentence without its full stop. */
  readonly about: string
  readonly required: boolean
  readonly secret: boolean
  readonly kind: 'text' | 'base64' | 'pem' | 'list' | 'number' | 'choice'
  readonly choices?: readonly string[]
  readonly default?: string
  /** The tool holds it, not core: a client certificate, say. */
  readonly heldByTool?: boolean
}

/** The values of a provider's settings by their name in code; empty and absent are the same. */
export type Values = Readonly<Record<string, string | undefined>>

/** Where settings come from in a tool: by their one name, as in `IMBURSE_PRIVATE_KEY`. */
export type Resolver = (name: string) => string | undefined

/** What names a provider's settings. */
export interface Configured {
  readonly id: string
  readonly name: string
  readonly settings: readonly Setting[]
}

const HOSTS: Setting = {
  name: 'hosts',
  about: 'further hosts that may get the credentials, as host or host:port, separated by commas',
  required: false,
  secret: false,
  kind: 'list',
}

/** All settings of a provider: its own, and `hosts`, which each has. */
export function settingsOf(provider: Configured): readonly Setting[] {
  return [...provider.settings, HOSTS]
}

/** The one name of a setting in every tool: `imburse`, `privateKey` → `IMBURSE_PRIVATE_KEY`. */
export function settingName(id: string, setting: string): string {
  return `${id}_${setting.replace(/[A-Z]/g, (letter) => `_${letter}`)}`
    .replace(/[^A-Za-z0-9]/g, '_')
    .toUpperCase()
}

/** A resolver over settings with their names in code: `{privateKey: …, hosts: ['127.0.0.1:8080']}`. */
export function fromObject(provider: Configured, values: object): Resolver {
  const named = new Map(
    Object.entries(values).map(([name, value]) => [settingName(provider.id, name), asText(value)] as const),
  )
  return (name) => named.get(name)
}

const asText = (value: unknown) => (value === undefined || value === null ? undefined : String(value))

/** Reads all settings of a provider, without a judgement. A PEM may have `\n` as two characters. */
export function readSettings(provider: Configured, resolve: Resolver): Values {
  const values: Record<string, string> = {}
  for (const { name, kind } of settingsOf(provider)) {
    const value = resolve(settingName(provider.id, name))?.trim()
    if (value) values[name] = kind === 'pem' ? value.replace(/\\r/g, '').replace(/\\n/g, '\n') : value
  }
  return values
}

/** The names, as every tool writes them, of the required settings that are not there. */
export function missingSettings(provider: Configured, values: Values): string[] {
  const missing = provider.settings.filter(({ name, required }) => required && !values[name])
  return missing.map(({ name }) => settingName(provider.id, name))
}

/** @throws {CountersignError} `missing-setting`, `invalid-setting`: what every provider's settings must be */
export function checkSettings(provider: Configured, values: Values): void {
  const missing = missingSettings(provider, values)
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

/** An error about one setting. `problem` follows its name: `is not base64`. */
export function invalidSetting(provider: Configured, name: string, problem: string): CountersignError {
  const text = `${provider.name}: ${settingName(provider.id, name)} ${problem}.`
  return new CountersignError('invalid-setting', text, provider.id)
}

function problemOf(setting: Setting, value: string): string | undefined {
  if (/\{\{|\{%/.test(value)) return 'still holds a {{variable}} that was not filled in'
  if (setting.kind === 'pem') return undefined
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\u0000-\u001f\u007f]/.test(value)) return 'holds a line end or another control character'
  if (setting.kind === 'choice' && !setting.choices?.includes(value)) {
    return `must be ${setting.choices?.join(' or ')}`
  }
  if (setting.kind === 'number' && !/^\d+(\.\d+)?$/.test(value)) return 'must be a number of 0 or more'
  return undefined
}
