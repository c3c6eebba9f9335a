import { CountersignError } from './errors.js'

/**
 * Refuses an algorithm that a host does not have. A host looks each algorithm up by its name, and never falls back to
 * another one.
 * @param known the names that it has, for the message
 * @param host its name in the message
 * @throws {CountersignError} `missing-capability`, always
 * @example
 * ```ts
 * const NATIVE = new Map([['SHA-256', 'sha256']])
 * const nativeOf = (name: string) => NATIVE.get(name) ?? unknownAlgorithm('hash', name, NATIVE.keys())
 * ```
 */
export function unknownAlgorithm(
  kind: 'hash' | 'signature' | 'encoding',
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

/**
 * Gives back an encoding that every host has, and refuses another: hosts would write it in different ways.
 * @throws {CountersignError} `missing-capability`
 */
export const knownEncoding = <Name extends string>(name: Name, host?: string): Name =>
  name === 'hex' || name === 'base64' ? name : unknownAlgorithm('encoding', name, ['hex', 'base64'], host)
