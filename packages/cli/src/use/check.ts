import { type AnyProvider, settingsOf } from '@countersign/core'

/** A provider, and whose it is, for messages. */
export interface Owned {
  readonly provider: AnyProvider
  /** The file that it comes from; without one it is Countersign's own. */
  readonly file?: string
}

/**
 * Each provider must have an id and names of settings that no other has: one would get the other's secrets.
 * @param reserved names that belong to no provider
 * @throws {Error} that names both
 */
export function checkNames(all: readonly Owned[], reserved: readonly string[]): void {
  const ids = new Map<string, Owned>()
  for (const one of all) {
    const other = ids.get(one.provider.id)
    if (other)
      throw new Error(
        `Two providers have the id "${one.provider.id}": ${whose(other)}, and ${whose(one)}. Give one of them another id.`,
      )
    ids.set(one.provider.id, one)
  }
  checkVariables(all, reserved)
}

function checkVariables(all: readonly Owned[], reserved: readonly string[]): void {
  const taken = new Map<string, Owned | undefined>(reserved.map((name) => [name, undefined]))
  for (const one of all) {
    for (const { variable } of settingsOf(one.provider)) {
      const clash = [variable, `${variable}_FILE`, variable.replace(/_FILE$/, '')].find((name) =>
        taken.has(name),
      )
      if (clash !== undefined) throw new Error(clashing(one, taken.get(clash), variable))
    }
    // Its own are compared with one another by their names: only NAME beside NAME_FILE is left.
    for (const { variable } of settingsOf(one.provider)) taken.set(variable, one)
    const twice = settingsOf(one.provider).find(({ variable }) => taken.get(`${variable}_FILE`) === one)
    if (twice) throw new Error(clashing(one, one, `${twice.variable}_FILE`))
  }
}

function clashing(one: Owned, other: Owned | undefined, variable: string): string {
  if (other === one)
    return `${whose(one)}: the setting ${variable} has the name of a file that holds another. Rename it.`
  const ids = other
    ? `The ids "${other.provider.id}" (${whose(other)}) and "${one.provider.id}" (${whose(one)}) give`
    : `The id "${one.provider.id}" (${whose(one)}) gives`
  const what = other ? 'settings one name' : 'a setting the name of one of Countersign'
  return `${ids} ${what}: ${variable}. Give ${other ? 'one of them' : 'it'} another id.`
}

const whose = ({ provider, file }: Owned) => file ?? `${provider.name} of Countersign`
