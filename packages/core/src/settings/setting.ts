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
 * What a value must be. A client certificate and its key are PEM, held by the tool for mutual TLS; a list has commas
 * between its parts; a number is 0 or more. What a number counts, `about` says.
 * @useDeclaredType
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
  /** Without it, requests are refused. */
  readonly required: boolean
  /** No tool shows its value. */
  readonly secret: boolean
  readonly kind: SettingKind
  /** The values of the kind `choice`. */
  readonly choices?: readonly string[]
  /** The value if none is set. */
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
  /** As in `IMBURSE_PRIVATE_KEY`. */
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
export interface Resolver {
  /** The value as it is written; undefined or empty if there is none. */
  (name: string): string | undefined
  /** The names of all that is there, of empty ones too: so that an error names a misspelt one. */
  readonly names?: (() => readonly string[]) | undefined
}

/**
 * What names a provider's settings.
 * @example const acme: Configured = { id: 'acme', name: 'Acme', settings: [] }
 */
export interface Configured {
  /** As in `imburse`: names of settings start with it. */
  readonly id: string
  /** As the vendor writes it. */
  readonly name: string
  readonly settings: readonly Setting[]
}

/**
 * Whether a setting holds PEM.
 * @example isPem({ kind: 'client-key' }) // true
 */
export const isPem = ({ kind }: Pick<Setting, 'kind'>): boolean =>
  kind === 'pem' || kind === 'client-certificate' || kind === 'client-key'
