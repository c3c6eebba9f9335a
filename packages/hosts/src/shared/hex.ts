import type { Bytes } from '@countersign/core/message'

/** Lower-case hexadecimal. */
export function hex(bytes: Bytes): string {
  let text = ''
  for (const value of bytes) text += (value < 16 ? '0' : '') + value.toString(16)
  return text
}
