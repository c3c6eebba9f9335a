import type { Argument, Command, Option } from 'commander'
import { ListedOption } from '../../command.js'

/** What is offered at one position of the command line. */
export type Offer =
  | { readonly kind: 'file' | 'folder' | 'none' }
  | { readonly kind: 'words'; readonly words: readonly string[] }

/** Words by the name that a value has in `--help`: `provider` for `[provider...]`, `id` for `--provider <id>`. */
export type Values = Readonly<Record<string, readonly string[]>>

export interface OptionOffer {
  /** All its spellings, the short one first. */
  readonly names: readonly string[]
  readonly description: string
  /** What its value may be; undefined if it takes none. */
  readonly value: Offer | undefined
  readonly repeatable: boolean
}

export interface ArgumentOffer {
  readonly name: string
  readonly offer: Offer
  readonly variadic: boolean
}

export interface CommandOffer {
  readonly name: string
  readonly description: string
  readonly options: readonly OptionOffer[]
  readonly arguments: readonly ArgumentOffer[]
}

/** Everything that a shell can offer, read from commander's own commands, `help` included. */
export function treeOf(program: Command, values: Values): CommandOffer[] {
  const help = program.createHelp()
  return help.visibleCommands(program).map((command) => ({
    name: command.name(),
    description: command.description(),
    options: help.visibleOptions(command).map((option) => optionOffer(option, values)),
    arguments: command.registeredArguments.map((argument) => argumentOffer(argument, values)),
  }))
}

/** The options of the program itself. */
export function ownOptions(program: Command, values: Values): OptionOffer[] {
  return program
    .createHelp()
    .visibleOptions(program)
    .map((option) => optionOffer(option, values))
}

function optionOffer(option: Option, values: Values): OptionOffer {
  const named = /[<[]([\w-]+)(?:\.\.\.)?[>\]]/.exec(option.flags)?.[1]
  return {
    names: [option.short, option.long].filter((name) => name !== undefined),
    description: option.description,
    value: named === undefined ? undefined : offerOf(named, option.argChoices, values),
    repeatable: option instanceof ListedOption && option.repeatable,
  }
}

function argumentOffer(argument: Argument, values: Values): ArgumentOffer {
  const name = argument.name()
  return { name, offer: offerOf(name, argument.argChoices, values), variadic: argument.variadic }
}

function offerOf(name: string, choices: readonly string[] | undefined, values: Values): Offer {
  if (name === 'file' || name === 'folder') return { kind: name }
  const words = choices ?? (Object.hasOwn(values, name) ? values[name] : undefined)
  return words ? { kind: 'words', words } : { kind: 'none' }
}
