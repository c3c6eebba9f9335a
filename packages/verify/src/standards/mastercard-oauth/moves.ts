import { asObject, type JsonObject } from '../../json.js'

/** What is encrypted: the element at one path of the body, and where the outcome goes. */
export interface Move {
  readonly element: string
  readonly obj: string
}

/** What is encrypted of a URL: by the first path that is found in it. */
export function movesFor({ paths }: JsonObject, url: string): Move[] {
  const [endpoint = ''] = url.split('?')
  const all = listOf(paths)
  const found = all.find(({ path }) => typeof path === 'string' && isFound(path, endpoint))
  return listOf(found?.toEncrypt).flatMap(({ element, obj }) =>
    typeof element === 'string' && typeof obj === 'string' ? [{ element, obj }] : [],
  )
}

const listOf = (value: unknown): JsonObject[] =>
  Array.isArray(value) ? value.map(asObject).filter((one) => one !== undefined) : []

function isFound(pattern: string, endpoint: string): boolean {
  try {
    return new RegExp(pattern).test(endpoint)
  } catch {
    return false
  }
}
