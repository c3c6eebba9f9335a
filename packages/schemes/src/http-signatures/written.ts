import { type Call, type Header, headerValue, type Patch } from '@countersign/core'
import { fieldValues } from '../shared/fields.js'
import type { Draft } from './draft.js'
import type { Ready } from './ready.js'
import { readDictionary, serializeMember } from './structured-fields.js'

/** The headers Signature-Input and Signature (RFC 9421 sections 4.1 and 4.2), beside those of others. */
export function written(call: Call<Ready>, { input, headers }: Draft, text: string): Patch {
  const { request, settings, trace } = call
  trace?.('signature', text)
  const beside = (name: string, value: string): Header => {
    const own = `${settings.label}=${value}`
    if (headerValue(request.headers, name) === undefined) return [name, own]
    const given = fieldValues(request.headers, name.toLowerCase())
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
