import type { Problems } from '../words.js'
import { ALGORITHM, type Found, names } from './found.js'

/** The fields of a presigned URL. */
export function inTheQuery(query: ReadonlyMap<string, string>, problems: Problems): Found | undefined {
  const value = (name: string) => {
    const found = query.get(name.toLowerCase())
    if (!found) problems.add(name, 'it is missing in the query')
    return found ?? ''
  }
  const signature = value('X-Amz-Signature')
  problems.same('X-Amz-Algorithm', query.get('x-amz-algorithm'), ALGORITHM)
  const found = {
    inQuery: true,
    signature,
    scope: value('X-Amz-Credential').split('/'),
    dateTime: value('X-Amz-Date'),
    signedHeaders: names(value('X-Amz-SignedHeaders')),
  }
  return signature === '' ? undefined : found
}
