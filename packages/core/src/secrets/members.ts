import { jsonObject } from '../json.js'
import type { Setting } from '../settings.js'

/** The secrets in a setting: of JSON that says which of its members are, only those. */
export function secretsIn({ secretMembers }: Setting, value: string): string[] {
  const json = secretMembers && jsonObject(value)
  return json ? textsAt(secretMembers, json) : [value]
}

/** The texts of the members with these names, at any depth. */
function textsAt(names: readonly string[], json: object): string[] {
  return Object.entries(json).flatMap(([name, value]) => {
    if (typeof value === 'string') return names.includes(name) ? [value] : []
    return typeof value === 'object' && value !== null ? textsAt(names, value) : []
  })
}
