import type { Header } from '@countersign/core/message'
import type { Changes } from '@countersign/script/tool'
import type { PmHeader, PmRequest } from './pm-types.js'

/**
 * Writes what is to be sent into `pm.request`: only what differs, since each call of it costs more than a signature.
 * @param asked the URL as it was read, if it still stands there
 */
export function writePm(request: PmRequest, changes: Changes, asked: string | undefined): void {
  if (changes.url !== asked) request.url.update(changes.url)
  // A script cannot see what a request inherits, and the tool would put it over our header.
  if (changes.withoutAuth) request.authorizeUsing?.('noauth')
  writeHeaders(request, changes.headers)
  if (changes.body !== undefined) writeBody(request, changes.body)
}

/** Headers that stand there already stay; the others are added, or take the place of all. */
function writeHeaders({ headers }: PmRequest, wanted: readonly Header[]): void {
  const all = headers.all()
  const there = all.filter(isSent)
  const isThere = there.every(({ key, value }, at) => wanted[at]?.[0] === key && wanted[at]?.[1] === value)
  if (!isThere) headers.clear()
  for (const [key, value] of isThere ? wanted.slice(there.length) : wanted) headers.add({ key, value })
  if (!isThere) for (const header of all.filter((one) => one.disabled)) headers.add(header)
}

const isSent = ({ key, disabled }: PmHeader) => !disabled && key

/** As plain text, whatever it was: the tool changes nothing in that. */
function writeBody(request: PmRequest, raw: string): void {
  const { body } = request
  if (body?.mode === 'raw' && body.raw === raw) return
  if (raw === '' && !body) return
  const text = { mode: 'raw', raw, options: { raw: { language: 'text' } } }
  if (body) body.update(text)
  else request.update({ body: text })
}
