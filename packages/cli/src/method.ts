import { METHODS } from 'node:http'
import { distance } from 'fastest-levenshtein'
import { UsageError } from './terminal/io.js'

const COMMON = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** A method in capitals. One that HTTP does not know passes, unless it is a slip of the finger. @throws {UsageError} */
export function methodOf(text: string): string {
  const method = text.toUpperCase()
  if (!/^[!#$%&'*+.^_`|~0-9A-Z-]+$/.test(method))
    throw new UsageError(`"${text.slice(0, 20)}" is not a method. The method comes first, then the URL.`)
  if (method === 'CONNECT')
    throw new UsageError('CONNECT opens a tunnel through a proxy, and is not for requests to an API.')
  const meant = METHODS.includes(method) ? undefined : COMMON.find((known) => isSlip(method, known))
  if (meant) throw new UsageError(`"${text.slice(0, 20)}" is not a method of HTTP. Did you mean ${meant}?`)
  return method
}

/** One letter differs, or two have changed places. */
const isSlip = (method: string, known: string) =>
  distance(method, known) === 1 || (sorted(method) === sorted(known) && distance(method, known) === 2)

const sorted = (text: string) => [...text].sort().join('')
