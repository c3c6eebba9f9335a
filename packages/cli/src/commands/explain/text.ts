import type { Data, Step, ToSend } from '@countersign/core'
import { column } from '../../terminal/column.js'
import { type Paint, plain } from '../../terminal/paint.js'
import { printable } from '../../terminal/printable.js'

/** An explanation for people. */
export interface Explanation {
  readonly title: string
  readonly steps: readonly Step[]
  readonly request: ToSend
  readonly checks: readonly string[]
}

/** The explanation as lines: the steps, the request as it would be sent, and what the vendor then checks. */
export function explained({ title, steps, request, checks }: Explanation, paint: Paint = plain): string {
  const padded = column(steps.map(({ name }) => name))
  const rows = steps.map(({ name, value }) => `  ${paint('cyan', padded(name))}${printable(String(value))}`)
  const { method, url, headers, body = '' } = request
  const sent = [
    `${method} ${url}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...bodyLines(body),
  ]
  const list = checks.map((check, n) => `  ${n + 1}. ${check}`)
  const last = list.length > 0 ? ['', paint('bold', 'What the provider then checks:'), ...list] : []
  return `${[paint('bold', title), ...rows, '', paint('bold', 'What would be sent:'), ...sent.map((line) => `  ${line}`), ...last].join('\n')}\n`
}

function bodyLines(body: Data): string[] {
  if (body.length === 0) return []
  const bytes = Buffer.from(body as string)
  const text = bytes.toString('utf8', 0, 2000)
  if (text.includes('\ufffd')) return ['', `(${bytes.length} bytes that are not text)`]
  const lines = text.split(/\r?\n/).map(printable)
  return ['', ...lines, ...(bytes.length > 2000 ? [`… ${bytes.length} bytes in all`] : [])]
}
