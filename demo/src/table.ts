import type { Row } from './row.js'

const WIDTHS = { mark: 4, tool: 25, provider: 34, sent: 31 }

const cell = (text: string, width: number) =>
  text.length < width ? text.padEnd(width) : `${text.slice(0, width - 2)}… `

export function head(): string {
  const line = `${cell('', WIDTHS.mark)}${cell('tool', WIDTHS.tool)}${cell('provider', WIDTHS.provider)}${cell('what was sent', WIDTHS.sent)}verdict`
  return `${line}\n${'─'.repeat(117)}\n`
}

/** One row; a long verdict stands on its own line below. */
export function line({ tool, provider, sent, verdict, asItShould }: Row): string {
  const start = `${cell(asItShould ? ' ok' : ' NO', WIDTHS.mark)}${cell(tool, WIDTHS.tool)}${cell(provider, WIDTHS.provider)}${cell(sent, WIDTHS.sent)}`
  return verdict.length <= 24
    ? `${start}${verdict}\n`
    : `${start.trimEnd()}\n${' '.repeat(WIDTHS.mark + WIDTHS.tool)}→ ${verdict}\n`
}
