import { CountersignError } from './errors.js'

/**
 * Refuses an algorithm that a host does not have. A host looks each algorithm up by its name, and never falls back to
 * another one.
 * @throws {CountersignError} `missing-capability`
 * @example const native = NAMES.get(algorithm) ?? unknownAlgorithm('hash', algorithm, NAMES.keys())
 */
export function unknownAlgorithm(
  kind: 'hash' | 'signature',
  name: unknown,
  known: Iterable<string>,
  host = 'this tool',
): never {
  const shown = String(name)
    .replace(/[^\u0020-\u007e]/g, '�')
    .slice(0, 40)
  throw new CountersignError(
    'missing-capability',
    `The ${kind} "${shown}" is not available in ${host}. Use one of: ${[...known].join(', ')}.`,
  )
}
