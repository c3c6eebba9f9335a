import { headerValue } from '@countersign/core/message'
import type { InsomniaRequest } from '../context.js'
import type { Seen } from '../history.js'
import { warn } from '../refuse.js'
import { headersOf, readRequest } from '../request/read.js'

/** Notes where the request that left is not the one that was signed: another plugin's hook came after. */
export function noteChanges(request: InsomniaRequest, seen: Seen): void {
  const { signed } = seen
  if (!signed) return
  const headers = headersOf(request)
  const changed = (signed.patch.headers ?? [])
    .filter(([name, value]) => headerValue(headers, name) !== value)
    .map(([name]) => `the header ${name}`)
  const { body, problem } = readRequest(request)
  if (problem === undefined && body.text !== signed.request.body) changed.push('the body')
  if (changed.length === 0) return
  const note = `Another plugin changed ${changed.join(' and ')} after it was signed.`
  seen.notes.push(note)
  warn(note)
}
