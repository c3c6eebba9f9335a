import { providers, settingName, settingsOf } from '@countersign/core'
import type { Command } from 'commander'
import { TOOLS } from '../generate/index.js'
import type { Values } from './tree.js'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** The words that are known to the program and not to commander. */
export function valuesOf(program: Command): Values {
  const ids = providers.map(({ id }) => id)
  const names = providers.flatMap(({ id, settings, ...rest }) =>
    settingsOf({ id, settings, ...rest }).map(({ name }) => settingName(id, name)),
  )
  const commands = program.commands.map((command) => command.name())
  return {
    id: ids,
    provider: ids,
    tool: TOOLS,
    method: METHODS,
    setting: names.map((name) => `${name}=`),
    command: commands,
  }
}
