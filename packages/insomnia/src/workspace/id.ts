import { createHash } from 'node:crypto'

/** An id as Insomnia makes them, the same for the same words. Insomnia gives new ones at import. */
export function idOf(kind: 'wrk' | 'req' | 'env' | 'jar', ...words: readonly string[]): string {
  const digest = createHash('sha256')
    .update(['countersign', ...words].join('\n'))
    .digest('hex')
  return `${kind}_${digest.slice(0, 32)}`
}
