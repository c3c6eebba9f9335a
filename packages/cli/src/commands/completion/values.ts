import type { Command } from 'commander'
import type { Named } from '../../use/named.js'
import { TOOLS } from '../generate/tools.js'
import { KINDS } from '../new/kinds.js'
import type { Values } from './tree.js'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** Values that the program knows and commander does not. */
export function valuesOf(program: Command, providers: readonly Named[]): Values {
  const ids = providers.map(({ id }) => id)
  const variables = providers.flatMap(({ variables }) => variables)
  const commands = program.commands.map((command) => command.name())
  return {
    id: ids,
    provider: ids,
    tool: TOOLS,
    method: METHODS,
    kind: KINDS,
    scheme: ['http', 'https'],
    setting: variables.map((name) => `${name}=`),
    command: commands,
  }
}
