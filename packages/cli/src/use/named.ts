import { resolve } from 'node:path'
import { type Configured, settingName, settingsOf } from '@countersign/core'
import { compile } from './compile.js'
import { definitionIn, isDefinition } from './definition.js'
import { Literals, type Node } from './literals.js'
import { checkReadable } from './readable.js'

/** What completion offers of a provider. */
export interface Named {
  readonly id: string
  readonly variables: readonly string[]
}

/**
 * The ids and settings of a file's providers, read from its text: none of its code runs, so that completion may be
 * asked for in any folder. What only running would tell is left out.
 * @throws {Error} on a file that cannot be read or parsed
 */
export async function namedIn(file: string, namedBy = '--use'): Promise<readonly Named[]> {
  checkReadable(resolve(file), file, namedBy)
  // A definition is data.
  if (isDefinition(file)) return [ofProvider((await definitionIn(resolve(file), file)).provider)]
  const { code } = await compile(resolve(file))
  const { parseAst } = await import('rolldown/parseAst')
  const values = new Literals(parseAst(code).body as readonly unknown[] as readonly Node[])
  return values.exported().flatMap((provider) => namedAs(provider, values))
}

/** Of a provider that is there. */
export const ofProvider = (provider: Configured): Named => ({
  id: provider.id,
  variables: settingsOf(provider).map(({ variable }) => variable),
})

function namedAs(provider: Node, values: Literals): Named[] {
  const id = values.text(values.property(provider, 'id'))
  // They go into scripts of a shell.
  if (id === undefined || !/^[a-z][a-z0-9_-]*$/.test(id)) return []
  const settings = values.items(values.property(provider, 'settings'))
  const names = settings.flatMap((setting) => values.text(values.property(setting, 'name')) ?? [])
  const known = names.filter((name) => /^[a-z][A-Za-z0-9]*$/.test(name))
  return [{ id, variables: [...known, 'hosts'].map((name) => settingName(id, name)) }]
}
