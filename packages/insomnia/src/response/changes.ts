import { headerValue } from '@countersign/core/message'
import type { InsomniaRequest } from '../context.js'
import type { HistoryEntry } from '../history.js'
import { warn } from '../messages.js'
import { headersOf, readRequest } from '../request/read.js'

/** Notes if the request that left is not the one that was signed: another plugin's hook came after. */
export function noteChanges(request: InsomniaRequest, entry: HistoryEntry): void {
  const { signed } = entry
  if (!signed) return
  const headers = headersOf(request)
  const changed = (signed.patch.headers ?? [])
    .filter(([name, value]) => headerValue(headers, name) !== value)
    .map(([name]) => `the header ${name}`)
  const { body, problem } = readRequest(request)
  if (problem === undefined && body.text !== (signed.request.body ?? '')) changed.push('the body')
  if (changed.length === 0) return
  const note = `Another plugin changed ${changed.join(' and ')} after it was signed.`
  entry.notes.push(note)
  warn(note)
}
