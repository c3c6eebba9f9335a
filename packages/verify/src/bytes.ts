import type { Data } from '@countersign/core'

/** The bytes of a body, not copied. */
export const asBuffer = (body: Data): Buffer =>
  typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.length)
