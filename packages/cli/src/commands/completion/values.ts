import { type AnyProvider, settingsOf } from '@countersign/core'
import type { Command } from 'commander'
import { TOOLS } from '../generate/tools.js'
import type { Values } from './tree.js'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** Values that the program knows and commander does not. */
export function valuesOf(program: Command, providers: readonly AnyProvider[]): Values {
  const ids = providers.map(({ id }) => id)
  const variables = providers.flatMap((provider) => settingsOf(provider).map(({ variable }) => variable))
  const commands = program.commands.map((command) => command.name())
  return {
    id: ids,
    provider: ids,
    tool: TOOLS,
    method: METHODS,
    setting: variables.map((name) => `${name}=`),
    command: commands,
  }
}
