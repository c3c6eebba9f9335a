import type { Call, Header, Patch } from '@countersign/core'
import { fieldValues } from '../shared/fields.js'
import type { Draft } from './draft.js'
import type { Ready } from './ready.js'
import { readDictionary, serializeMember } from './structured-fields.js'

/** The headers Signature-Input and Signature (RFC 9421 sections 4.1 and 4.2), beside those of others. */
export function written(call: Call<Ready>, { input, headers }: Draft, text: string): Patch {
  const { request, settings, trace } = call
  trace?.('signature', text)
  const beside = (name: string, value: string): Header => {
    const given = fieldValues(request.headers, name.toLowerCase())
    const own = `${settings.label}=${value}`
    if (given.length === 0) return [name, own]
    return [name, otherMembers(given.join(', '), settings.label).concat(own).join(', ')]
  }
  return { headers: headers.concat([beside('Signature-Input', input), beside('Signature', `:${text}:`)]) }
}

/** The signatures of others, which stay (section 4.3); an earlier one of ours goes. */
function otherMembers(value: string, label: string): string[] {
  if (value === '') return []
  try {
    const members = [...readDictionary(value)].filter(([name]) => name !== label)
    return members.map(([name, member]) => `${name}=${serializeMember(member)}`)
  } catch {
    return []
  }
}
