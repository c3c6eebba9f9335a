import { CountersignError } from './errors.js'
import { settingName } from './setting-name.js'
import { trimmed } from './trimmed.js'

export { settingName }

export const SETTING_KINDS = [
  'text',
  'base64',
  'pem',
  'client-certificate',
  'client-key',
  'list',
  'number',
  'choice',
  'json',
] as const

/**
 * What a value must be. A client certificate and its key are PEM, held by the tool for mutual TLS.
 * @example const kinds: readonly SettingKind[] = ['text', 'pem', 'number']
 */
export type SettingKind = (typeof SETTING_KINDS)[number]

/**
 * One setting of a provider, as data: every tool asks for it, checks it and hides it from this description.
 * @example const apiKey: Setting = { name: 'apiKey', about: 'the API key', required: true, secret: true, kind: 'text' }
 */
export interface Setting {
  /** Its name in code, as in `privateKey`. */
  readonly name: string
  /** What it is, for people, as one sentence without its full stop. */
  readonly about: string
  readonly required: boolean
  readonly secret: boolean
  readonly kind: SettingKind
  readonly choices?: readonly string[]
  readonly default?: string
  /** Not required if the setting of this name is there: it brings the value along. */
  readonly unless?: string
  /**
   * Of JSON: members, at any depth, that may be the path of a file. A tool that has files puts in what the file holds: its
   * text, or base64 of DER and PKCS#12.
   */
  readonly files?: readonly string[]
  /** Of JSON that is secret: the members, at any depth, that are. Default: all of the text. */
  readonly secretMembers?: readonly string[]
  /** Only needed to sign or seal a request: a response is opened without it. */
  readonly forRequests?: boolean
  /** The tool holds it, not core: a client certificate, say. */
  readonly heldByTool?: boolean
  /** Only requests for tokens use it: a tool that gets its tokens from a broker does without. */
  readonly forTokens?: boolean
}

/**
 * A setting with its one name in every tool, as in `IMBURSE_PRIVATE_KEY`.
 * @example
 * ```ts
 * import { inqud, settingsOf } from '@countersign/core'
 * const named: readonly NamedSetting[] = settingsOf(inqud)
 * ```
 */
export interface NamedSetting extends Setting {
  readonly variable: string
}

/**
 * The values of a provider's settings by their name in code; empty and absent are the same.
 * @example const values: Values = { apiKey: 'key-123', hosts: undefined }
 */
export type Values = Readonly<Record<string, string | undefined>>

/**
 * Where settings come from in a tool: by their one name, as in `IMBURSE_PRIVATE_KEY`.
 * @example const fromEnvironment: Resolver = (name) => process.env[name]
 */
export type Resolver = (name: string) => string | undefined

/**
 * What names a provider's settings.
 * @example const acme: Configured = { id: 'acme', name: 'Acme', settings: [] }
 */
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

/**
 * All settings of a provider with their names: its own, and `hosts`, which each has.
 * @example
 * ```ts
 * import { inqud } from '@countersign/core'
 * settingsOf(inqud).map(({ variable }) => variable)
 * ```
 */
export function settingsOf(provider: Configured): readonly NamedSetting[] {
  const known = allSettings.get(provider)
  if (known) return known
  const all: NamedSetting[] = []
  for (const setting of provider.settings) all.push(named(provider, setting))
  all.push(hostsSetting(provider))
  allSettings.set(provider, all)
  return all
}

// Asked for several times for each request, and a name takes a while to make in a script that is run once.
const allSettings = new WeakMap<Configured, readonly NamedSetting[]>()

/**
 * The settings that a tool asks for: all of them except those that it holds itself.
 * @example
 * ```ts
 * import { mastercard } from '@countersign/core'
 * toolSettings(mastercard).map(({ variable }) => variable) // without the client certificate
 * ```
 */
export function toolSettings(provider: Configured): readonly NamedSetting[] {
  return settingsOf(provider).filter(({ heldByTool }) => !heldByTool)
}

/** The setting with the password of a key: `clientKey` → `clientKeyPassword`. It stands behind the key. */
export const passwordOf = (setting: string): string => `${setting}Password`

/**
 * Whether there is a reason to ask a tool for a setting: without a key, its password is not worth asking for.
 * @param has whether a setting is there
 */
export function isWorthAsking(
  { settings }: Configured,
  { name }: Setting,
  has: (setting: NamedSetting['name']) => boolean,
): boolean {
  if (!name.endsWith(passwordOf(''))) return true
  const key = settings.find((setting) => passwordOf(setting.name) === name)
  return !key || has(key.name) || (key.unless !== undefined && has(key.unless))
}

/**
 * The setting that lists further hosts, which every provider has.
 * @example
 * ```ts
 * import { inqud } from '@countersign/core'
 * hostsSetting(inqud).variable // INQUD_HOSTS
 * ```
 */
export const hostsSetting = (provider: Configured): NamedSetting => named(provider, HOSTS)

const named = (provider: Configured, setting: Setting): NamedSetting => ({
  ...setting,
  variable: settingName(provider.id, setting.name),
})

/**
 * The settings for mutual TLS of a provider that has them.
 * @example
 * ```ts
 * import { mastercard } from '@countersign/core'
 * clientCertificateSettings(mastercard)?.key.variable
 * ```
 */
export function clientCertificateSettings(
  provider: Configured,
): { readonly certificate: NamedSetting; readonly key: NamedSetting } | undefined {
  const settings = settingsOf(provider)
  const certificate = settings.find(({ kind }) => kind === 'client-certificate')
  const key = settings.find(({ kind }) => kind === 'client-key')
  return certificate && key && { certificate, key }
}

/**
 * Whether a setting holds PEM.
 * @example isPem({ kind: 'client-key' }) // true
 */
export const isPem = ({ kind }: Pick<Setting, 'kind'>): boolean =>
  kind === 'pem' || kind === 'client-certificate' || kind === 'client-key'

/**
 * A resolver over settings with their names in code: `{privateKey: …, hosts: ['127.0.0.1:8080']}`.
 * @example
 * ```ts
 * import { inqud } from '@countersign/core'
 * const resolve = fromObject(inqud, { tokenId: 'id', hosts: ['127.0.0.1:8080'] })
 * resolve('INQUD_TOKEN_ID') // id
 * ```
 */
export function fromObject(provider: Configured, values: object): Resolver {
  const named = new Map(
    Object.entries(values).map(([name, value]) => [settingName(provider.id, name), asText(value)] as const),
  )
  return (name) => named.get(name)
}

const asText = (value: unknown) => (value === undefined || value === null ? undefined : String(value))

/**
 * Reads all settings of a provider as they are written, unchecked and without defaults.
 * @example
 * ```ts
 * import { inqud } from '@countersign/core'
 * const { tokenId } = readSettings(inqud, (name) => process.env[name])
 * ```
 */
export function readSettings(provider: Configured, resolve: Resolver): Values {
  const values: Record<string, string> = {}
  const has = (name: string) => values[name] !== undefined
  for (const setting of settingsOf(provider)) {
    const value = isWorthAsking(provider, setting, has) ? readSetting(resolve, setting) : undefined
    if (value !== undefined) values[setting.name] = value
  }
  return values
}

/** Reads one setting; empty and absent are the same. */
export function readSetting(resolve: Resolver, setting: NamedSetting): string | undefined {
  const value = resolve(setting.variable)
  return value === undefined ? undefined : trimmed(value) || undefined
}

/**
 * The values with the default of each setting that has none.
 * @example
 * ```ts
 * import { imburse } from '@countersign/core'
 * withDefaults(imburse, { publicKey: 'key' })
 * ```
 */
export function withDefaults(provider: Configured, values: Values): Values {
  const all: Record<string, string | undefined> = { ...values }
  for (const { name, default: otherwise } of provider.settings)
    if (otherwise !== undefined) all[name] ??= otherwise
  return all
}

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
