import { createHash } from 'node:crypto'

/** An id in Insomnia's form, the same for the same words. Insomnia assigns new ones at import. */
export function idOf(kind: 'req' | 'env' | 'jar', ...words: readonly string[]): string {
  const digest = createHash('sha256')
    .update(['countersign', ...words].join('\n'))
    .digest('hex')
  return `${kind}_${digest.slice(0, 32)}`
}
