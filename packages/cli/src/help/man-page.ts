import type { Command } from 'commander'
import type { CommandSpec } from '../command.js'
import { EXIT_STATUSES, ENVIRONMENT as FACTS, SETTINGS } from './facts.js'
import { bold, escaped, example, item, paragraph, section, subsection, title } from './man-roff.js'

/** A provider's setting, as the environment names it. */
export interface Named {
  readonly name: string
  readonly about: string
}

/** The man page of a program: everything that `--help` of each command says, and the names of all settings. */
export function manPage(
  program: Command,
  specs: readonly CommandSpec[],
  version: string,
  settings: readonly Named[],
): string {
  const help = program.createHelp()
  const commands = help.visibleCommands(program).filter((command) => command.name() !== 'help')
  const name = program.name()
  const parts = [
    title(name, version),
    section('Name'),
    `${escaped(name)} \\- ${escaped(phrase(program.description()))}`,
    section('Synopsis'),
    ...[program, ...commands].map((command) => synopsis(help.commandUsage(command))),
    section('Description'),
    paragraph(
      'The host of a request decides which provider signs or encrypts it. If that cannot be done, nothing is sent.',
    ),
    section('Options'),
    ...optionsOf(program),
    section('Commands'),
    ...commands.flatMap((command) => commandPart(command, noteOf(specs, command))),
    section('Settings'),
    ...SETTINGS.map(paragraph),
    section('Environment'),
    ...[...FACTS, ...settings.map(({ name: each, about }) => [each, about] as const)].map(([term, meaning]) =>
      item(term, meaning),
    ),
    section('Exit status'),
    ...EXIT_STATUSES.map(([status, meaning]) => item(status, meaning)),
    section('Examples'),
    ...specs.flatMap(examplesOf),
  ]
  // A heading makes its own space.
  return `${parts.join('\n').replace(/^(\.S[HS] .*\n)\.(?:PP|br)\n/gm, '$1')}\n`
}

/** The program and its command are bold, what follows is not. */
function synopsis(usage: string): string {
  const [, words = usage, rest = ''] = /^([a-z]+(?: [a-z]+)?)(.*)$/.exec(usage) ?? []
  return `.br\n${bold(words)}${escaped(rest)}`
}

const noteOf = (specs: readonly CommandSpec[], command: Command) =>
  specs.find(({ name }) => name === command.name())?.note

function commandPart(command: Command, note: string | undefined): string[] {
  const help = command.createHelp()
  return [
    subsection(help.commandUsage(command)),
    paragraph(sentence(help.commandDescription(command))),
    ...help.visibleArguments(command).map((each) => item(each.name(), help.argumentDescription(each))),
    ...optionsOf(command),
    ...(note ? [paragraph(note)] : []),
  ]
}

function optionsOf(command: Command): string[] {
  const help = command.createHelp()
  return help.visibleOptions(command).map((each) => item(help.optionTerm(each), help.optionDescription(each)))
}

const examplesOf = ({ examples }: CommandSpec) =>
  examples.flatMap(([what, line]) => [paragraph(`${what}:`), example(line)])

const phrase = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`.replace(/\.$/, '')
const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
