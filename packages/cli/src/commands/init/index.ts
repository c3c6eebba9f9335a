import { type AnyProvider, providers as all, createSigner, settingsOf } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { parse } from 'dotenv'
import { ignore, writeDotenv } from '../../dotenv-file.js'
import { providerNamed } from '../../providers.js'
import { settingsFrom, warnOfSecrets } from '../../settings.js'
import { Failed, type Io, readAll, say } from '../../terminal/io.js'

export interface InitOptions {
  readonly set?: readonly string[]
  readonly out: string
}

/** `countersign init`: asks for settings, or reads them from flags and standard input, and writes them. */
export async function init(ids: readonly string[], options: InitOptions, io: Io): Promise<void> {
  const chosen = ids.map(providerNamed)
  warnOfSecrets(options.set, all, io)
  const given = await givenSettings(options, io)
  const values = isTerminal(io) ? await asked(chosen, given) : given
  const providers =
    chosen.length > 0 ? chosen : all.filter((provider) => namesOf(provider).some((name) => values[name]))
  if (providers.length === 0)
    throw new Failed(
      'There is nothing to write: name a provider, or give settings with --set or on standard input.',
    )
  const own = ownSettings(providers, values)
  check(providers, own, io)
  writeDotenv(options.out, own)
  const added = ignore(options.out)
  say(
    io,
    `${options.out} holds ${Object.keys(own).length} settings, for its owner alone${added ? '; git ignores it' : ''}.`,
  )
}

const namesOf = (provider: AnyProvider) => settingsOf(provider).map(({ variable }) => variable)
const isTerminal = ({ stdin }: Io) => 'isTTY' in stdin && stdin.isTTY === true

async function givenSettings({ set = [] }: InitOptions, io: Io): Promise<Record<string, string>> {
  const read = isTerminal(io) ? {} : parse(await readAll(io.stdin))
  const names = all.flatMap(namesOf)
  const flags = settingsFrom({ set, dotenv: '/dev/null' }, { env: {} })
  const fromFlags = names.flatMap((name) => {
    const value = flags(name)
    return value === undefined ? [] : [[name, value]]
  })
  return { ...read, ...Object.fromEntries(fromFlags) }
}

/** Only what belongs to these providers, and nothing empty. */
function ownSettings(providers: readonly AnyProvider[], values: Readonly<Record<string, string>>) {
  const names = providers.flatMap(namesOf)
  return Object.fromEntries(names.flatMap((name) => (values[name]?.trim() ? [[name, values[name]]] : [])))
}

/** Nothing is written that could not be used. */
function check(providers: readonly AnyProvider[], values: Readonly<Record<string, string>>, io: Io): void {
  const signer = createSigner({
    providers,
    settings: (name) => values[name],
    host: nodeHost(),
    warn: (text) => say(io, text),
  })
  for (const provider of providers) signer.ready(provider)
}

async function asked(
  chosen: readonly AnyProvider[],
  given: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const { cancel, isCancel, multiselect, password, text } = await import('@clack/prompts')
  const stop = <T>(answer: T): Exclude<T, symbol> => {
    if (!isCancel(answer)) return answer as Exclude<T, symbol>
    cancel('Nothing is written.')
    throw new Failed('')
  }
  const options = all.map((provider) => ({ value: provider, label: provider.name }))
  const providers =
    chosen.length > 0 ? chosen : stop(await multiselect({ message: 'Which providers?', options }))
  const values: Record<string, string> = { ...given }
  for (const provider of providers) {
    for (const setting of settingsOf(provider)) {
      const name = setting.variable
      if (values[name] !== undefined) continue
      const message = `${name}: ${setting.about}${setting.required ? '' : ' (optional)'}`
      const validate = (value: string | undefined) =>
        setting.required && !value?.trim() ? 'This one is required.' : undefined
      // A PEM has many lines, and a terminal hands over one: it is written with \n as two characters.
      values[name] =
        stop(setting.secret ? await password({ message, validate }) : await text({ message, validate })) ?? ''
    }
  }
  return values
}
