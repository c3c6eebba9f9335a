import {
  type Configured,
  CountersignError,
  defineProvider,
  type Example,
  type Provider,
  type Setting,
  type SetupTools,
  type Values,
} from '@countersign/core'

/**
 * What every scheme asks for: whose API it is, and where.
 * @example const options: SchemeOptions = { id: 'acme', name: 'Acme', hosts: ['api.acme.com'], paths: ['/v2'] }
 */
export interface SchemeOptions {
  /** As in `acme`: settings start with it, as in `ACME_KEY`. */
  readonly id: string
  /** As the vendor writes it. Default: the id. */
  readonly name?: string
  /** The hosts that credentials may go to: each name and its subdomains. */
  readonly hosts: readonly string[]
  /** The paths it holds of those hosts. Default: all. */
  readonly paths?: readonly string[]
  /** Where its API is, as the base of example requests. */
  readonly baseUrl?: string
  /** The vendor's page. Default: the standard. */
  readonly sources?: readonly string[]
  /** Requests to show people, one for each kind of call. */
  readonly examples?: readonly Example[]
}

/** A scheme of a standard: all of a provider but what tells one vendor from another. */
export interface Scheme<Ready>
  extends Omit<Provider<Ready>, 'id' | 'name' | 'hosts' | 'paths' | 'baseUrl' | 'examples' | 'setup'> {
  /** Names of options besides those of settings. */
  readonly options?: readonly string[]
  setup(values: Values, tools: SetupTools, provider: Configured): Ready
}

const OPTIONS: ReadonlySet<string> = new Set([
  'id',
  'name',
  'hosts',
  'paths',
  'baseUrl',
  'sources',
  'examples',
])

/**
 * A provider that signs by `scheme`. An option with the name of a setting, as in `service: 's3'`, becomes the default
 * of that setting.
 * @throws {CountersignError} `invalid-provider` on an unknown option, a secret among the options, or a value that the
 * setting cannot have
 */
export function schemeProvider<Ready>(scheme: Scheme<Ready>, given: SchemeOptions): Provider<Ready> {
  const { settings, options, setup, sources, ...parts } = scheme
  checkOptions(given, scheme)
  const { id, name = id, hosts } = given
  const provider: Provider<Ready> = {
    ...parts,
    id,
    name,
    hosts,
    sources: given.sources ?? sources ?? [],
    ...(given.paths && { paths: given.paths }),
    ...(given.baseUrl && { baseUrl: given.baseUrl }),
    ...(given.examples && { examples: given.examples }),
    settings: settings.map((setting) => withDefault(setting, given)),
    setup: (values, tools) => setup(values, tools, provider),
  }
  return defineProvider(provider)
}

type Given = Readonly<Record<string, unknown>>

/** The option of a setting's name as its default; Hawk has a setting called `id`, which is not the provider's. */
function withDefault(setting: Setting, given: object): Setting {
  const value = OPTIONS.has(setting.name) ? undefined : (given as Given)[setting.name]
  return value === undefined ? setting : { ...setting, default: textOf(value), required: false }
}

const textOf = (value: unknown) => (Array.isArray(value) ? value.join(', ') : String(value))

function checkOptions(
  given: SchemeOptions,
  { settings, options = [] }: Pick<Scheme<never>, 'settings' | 'options'>,
): void {
  const problem = (text: string) =>
    new CountersignError('invalid-provider', `The provider "${given.id}": ${text}.`, given.id)
  for (const [name, value] of Object.entries(given)) {
    if (OPTIONS.has(name) || options.includes(name) || value === undefined) continue
    const setting = settings.find((known) => known.name === name)
    const known = [...OPTIONS, ...options, ...settings.filter(({ secret }) => !secret).map((one) => one.name)]
    if (!setting) throw problem(`the option "${name}" is not known. There are ${known.join(', ')}`)
    if (setting.secret) throw problem(`"${name}" is secret. Give it as a setting, never in a provider's file`)
    if (setting.choices && !setting.choices.includes(textOf(value)))
      throw problem(`the option "${name}" must be ${setting.choices.join(' or ')}`)
  }
}

/** A setting, with what most have. */
export const setting = (name: string, about: string, more: Partial<Setting> = {}): Setting => ({
  name,
  about,
  required: false,
  secret: false,
  kind: 'text',
  ...more,
})

/** A setting with a few possible values, of which the first is the default. */
export const choice = (name: string, about: string, choices: readonly string[]): Setting =>
  setting(name, about, { kind: 'choice', choices, ...(choices[0] !== undefined && { default: choices[0] }) })

export const required = { required: true } as const
export const secret = { secret: true } as const
