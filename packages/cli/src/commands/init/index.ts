import { type AnyProvider, CountersignError, settingsOf } from '@countersign/core'
import { providerNamed, providersOf } from '../../providers.js'
import { notesOn } from '../../setting-names.js'
import { fileLevel, hideSecrets, sayNotes, setLevel, warnings } from '../../settings.js'
import { Failed, type Io, say } from '../../terminal/io.js'
import { isTerminal } from '../../terminal/paint.js'
import { readStdin } from '../../terminal/stdin.js'
import { decodedText, withoutInvisible } from '../../text-file.js'
import { askProviders, askSettings, Cancelled } from './ask.js'
import { type Answers, checkTogether } from './check.js'
import { namesOf, own } from './own.js'
import { checkExisting, settingsIn, write } from './write.js'

export interface InitOptions {
  readonly set?: readonly string[]
  readonly out: string
}

/** `countersign init`: asks for settings, or reads them from options and standard input, and writes them. */
export async function init(ids: readonly string[], options: InitOptions, io: Io): Promise<void> {
  const named = ids.map((id) => providerNamed(id, io))
  checkExisting(options.out, io)
  const given = await givenSettings(options, io)
  if (isTerminal(io.stdin) && isTerminal(io.stdout)) return asked(named, given, options, io)
  const providers = named.length > 0 ? named : givenProviders(given, io)
  if (providers.length === 0) throw new Failed(`There is nothing to write. ${unasked(named, options)}`)
  const all = { ...settingsIn(options.out), ...given }
  for (const provider of providers) checkWhole(provider, own([provider], all), options, io)
  const values = own(providers, given)
  sayLeftOut(
    Object.keys(given).filter((name) => values[name] === undefined),
    providers,
    io,
  )
  write(options.out, values, io)
}

/** How to give settings without a terminal. */
function unasked([provider]: readonly AnyProvider[], { out }: InitOptions): string {
  const names = (provider ? settingsOf(provider) : []).filter(({ required }) => required)
  const lines = names.map(({ variable }) => `${variable}=…`).join(', ')
  return `Without a terminal to ask at, give settings as lines of a .env on standard input, as in \`countersign init ${provider?.id ?? 'inqud'} < settings.env\`, or with --set NAME=VALUE; or write ${out} by hand${lines && `: ${lines}`}.`
}

/** @throws {Failed} if settings are missing */
function checkWhole(provider: AnyProvider, values: Answers, options: InitOptions, io: Io): void {
  try {
    checkTogether(provider, values, (text) => say(io, text))
  } catch (thrown) {
    if (!(thrown instanceof CountersignError) || thrown.code !== 'missing-setting') throw thrown
    throw new Failed(`${thrown.message} Nothing is written. ${unasked([provider], options)}`)
  }
}

const MOST_NAMES = 10

function sayLeftOut(names: readonly string[], providers: readonly AnyProvider[], io: Io): void {
  if (names.length === 0) return
  const shown = names.slice(0, MOST_NAMES).map((name) => name.slice(0, 60))
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : ''
  const whose = providers.map(({ name }) => name).join(', ')
  say(
    io,
    `Not written, since ${whose} has no such setting or the value is empty: ${shown.join(', ')}${more}.`,
  )
}

/** Asks at a terminal. What was answered is written even if it ends early, or does not fit together. */
async function asked(named: readonly AnyProvider[], given: Answers, { out }: InitOptions, io: Io) {
  let values = given
  let providers = named
  try {
    if (named.length === 0) providers = await askProviders(providersOf(io))
    for (const provider of providers)
      await askSettings(provider, values, (answers) => {
        values = answers
      })
    write(out, own(providers, values), io)
  } catch (thrown) {
    if (!(thrown instanceof Cancelled)) throw thrown
    const answered = own(providers, values)
    if (Object.keys(answered).length === 0) throw new Failed('Nothing is written: no value was entered.')
    write(out, answered, io)
    throw new Failed(`Stopped early. Run it again with --out ${out} for the rest.`)
  }
  for (const provider of providers) checkTogether(provider, own([provider], values), (text) => say(io, text))
}

async function givenSettings({ set }: InitOptions, io: Io): Promise<Answers> {
  const input = fileLevel('standard input', isTerminal(io.stdin) ? '' : await inputText(io))
  const options = setLevel(set)
  hideSecrets([input, options], io)
  const all = providersOf(io)
  sayNotes([...warnings(options, all), ...notesOn(input, all), ...notesOn(options, all)], io)
  return { ...input.values, ...options.values } as Answers
}

const inputText = async (io: Io) => withoutInvisible(decodedText(await readStdin(io, 'settings')))

const givenProviders = (values: Answers, io: Io) =>
  providersOf(io).filter((provider) => namesOf(provider).some((name) => values[name]?.trim()))
