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

/**
 * The explanation as lines: the steps, the request as it would be sent, and what the vendor then checks.
 * @param hidden takes secrets out: of a body before it is cut, or a part of one would stay at the cut
 */
export function explained(
  { title, steps, request, checks }: Explanation,
  hidden: (text: string) => string,
  paint: Paint = plain,
): string {
  const padded = column(steps.map(({ name }) => name))
  const rows = steps.map(({ name, value }) => `  ${paint('cyan', padded(name))}${printable(String(value))}`)
  const { method, url, headers, body = '' } = request
  const sent = [
    `${method} ${url}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...bodyLines(body, hidden),
  ]
  const list = checks.map((check, n) => `  ${n + 1}. ${check}`)
  const last = list.length > 0 ? ['', paint('bold', 'What the provider then checks:'), ...list] : []
  return `${[paint('bold', title), ...rows, '', paint('bold', 'What would be sent:'), ...sent.map((line) => `  ${line}`), ...last].join('\n')}\n`
}

/** So many characters of a body are shown. */
const MOST = 2000

function bodyLines(body: Data, hidden: (text: string) => string): string[] {
  if (body.length === 0) return []
  const bytes = Buffer.from(body as string)
  const text = bytes.toString('utf8')
  if (text.includes('\ufffd')) return ['', `(${bytes.length} bytes that are not text)`]
  const lines = hidden(text).slice(0, MOST).split(/\r?\n/).map(printable)
  return ['', ...lines, ...(text.length > MOST ? [`… ${bytes.length} bytes in all`] : [])]
}
