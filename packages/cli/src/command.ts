import { Argument, type Command, Option } from 'commander'
import { type Io, UsageError } from './terminal/io.js'

/** An option of a command, as data: help, man page and completion are made from it. */
export interface OptionSpec {
  /** As commander writes them: `-H, --header <header>`. */
  readonly flags: string
  readonly about: string
  /** Each use adds a value to a list. */
  readonly repeatable?: boolean
  readonly required?: boolean
  readonly default?: string
  /** The option, in camel case, that this one may not be used with. */
  readonly conflicts?: string
}

export interface ArgumentSpec {
  /** `<method>` is required, `[file]` may be missing, `[provider...]` takes several. */
  readonly name: string
  readonly about: string
  readonly default?: string
  readonly choices?: readonly string[]
}

/** One use of a command. Commander has checked its options, and the code that runs it knows their types. */
export interface Invocation {
  // biome-ignore lint/suspicious/noExplicitAny: commander gives values without types
  readonly args: any[]
  // biome-ignore lint/suspicious/noExplicitAny: commander gives values without types
  readonly options: any
  readonly io: Io
  readonly program: Command
}

/** A command in one place: what it is called and takes, examples of its use, and what runs it. */
export interface CommandSpec {
  readonly name: string
  readonly description: string
  readonly arguments?: readonly ArgumentSpec[]
  readonly options?: readonly OptionSpec[]
  readonly examples: readonly (readonly [what: string, line: string])[]
  /** What else there is to know. */
  readonly note?: string
  /** Loads the command's code and runs it. @returns the exit status, or nothing for 0 */
  run(invocation: Invocation): Promise<number | undefined>
}

/** An option that knows whether it may be repeated, which commander's own does not. */
export class ListedOption extends Option {
  readonly repeatable: boolean

  constructor({ flags, about, repeatable = false, required, default: value, conflicts }: OptionSpec) {
    super(flags, repeatable ? `${about} (repeatable)` : about)
    this.repeatable = repeatable
    if (repeatable) this.argParser((one: string, before: string[] = []) => [...before, one])
    else if (this.required) this.argParser(once(flags))
    if (required) this.makeOptionMandatory()
    if (value !== undefined) this.default(value)
    if (conflicts) this.conflicts(conflicts)
  }
}

/** Takes an option's value. Which of two would count is nobody's guess, and one would be lost in silence. */
function once(flags: string): (value: string) => string {
  const [, name] = /(--[a-z-]+)/.exec(flags) ?? []
  let isGiven = false
  return (value) => {
    if (isGiven) throw new UsageError(`${name} is given more than once, and takes one value.`)
    isGiven = true
    return value
  }
}

/** Adds a command to a program. `done` hears its exit status. */
export function addCommand(
  program: Command,
  spec: CommandSpec,
  io: Io,
  done: (status: number) => void,
): void {
  const command = program.command(spec.name).description(spec.description)
  command.copyInheritedSettings(program)
  for (const each of spec.arguments ?? []) command.addArgument(argumentOf(each))
  for (const each of spec.options ?? []) command.addOption(new ListedOption(each))
  command.action(async (...given) => {
    const args = given.slice(0, command.registeredArguments.length)
    done((await spec.run({ args, options: command.opts(), io, program })) ?? 0)
  })
}

function argumentOf({ name, about, default: value, choices }: ArgumentSpec): Argument {
  const argument = new Argument(name, about)
  if (choices) argument.choices(choices)
  return value === undefined ? argument : argument.default(value)
}
