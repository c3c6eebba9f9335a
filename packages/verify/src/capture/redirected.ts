import type { Bytes } from '@countersign/core'
import { asBuffer } from '../bytes.js'
import type { Captured } from './captured.js'

/**
 * A request in a file that `>` of PowerShell before 7.4 wrote: it ends every line of a program's output in CRLF, the last
 * one too. The body without those, then the ways in which it may have had line ends of its own there.
 */
export function asPrinted(captured: Captured): Captured {
  const written = asBuffer(captured.request.body).toString('latin1')
  if (!written.endsWith('\r\n')) return captured
  const [likeliest, ...others] = new Set(
    [written.slice(0, -2), written].flatMap((text) => [text.replaceAll('\r\n', '\n'), text]),
  )
  return {
    ...withBody(captured, likeliest),
    alternatives: others.map((body) => withBody(captured, body)),
  }
}

const withBody = (captured: Captured, body = ''): Captured => ({
  ...captured,
  request: { ...captured.request, body: Buffer.from(body, 'latin1') as Bytes },
})
