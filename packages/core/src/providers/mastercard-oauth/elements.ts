/** A value of JSON. */
export type Json = unknown
type Members = Record<string, Json>

const isMembers = (value: Json): value is Members => typeof value === 'object' && value !== null

/** Whether a path is the whole body. An empty one is read as such, too. */
export const isRoot = (path: string): boolean => path === '$' || path === ''

const own = (value: Json, name: string): Json =>
  isMembers(value) && Object.hasOwn(value, name) ? value[name] : undefined

/** What is at a path, as in `a.b.0`; undefined if there is nothing. */
export function elementAt(path: string, body: Json): Json {
  if (isRoot(path)) return body
  return path.split('.').reduce((value, name) => (name === '$' ? value : own(value, name)), body)
}

/** Takes away what is at a path. */
export function remove(path: string, body: Json): void {
  const names = path.split('.')
  const last = names.pop() ?? ''
  const parent = elementAt(names.join('.'), body)
  if (isMembers(parent) && Object.hasOwn(parent, last)) delete parent[last]
}

/** Takes away all members. */
export function clear(body: Json): void {
  if (isMembers(body)) for (const name of Object.keys(body)) delete body[name]
}

/**
 * Puts a value at a path, and makes the objects on the way. Members of an object are put among those that are there
 * already, as Mastercard's library does. @returns the body: another one if the path is the whole of it
 */
export function put(path: string, value: Json, body: Json): Json {
  if (path === '$') return value
  if (path === '') return isMembers(body) && isMembers(value) ? Object.assign(body, value) : value
  const names = path.split('.')
  const last = names.pop() ?? ''
  const parent = names.reduce((at: Json, name) => made(at, name), body) as Members
  if (isMembers(value) && !Array.isArray(value)) Object.assign(made(parent, last), value)
  else parent[last] = value
  return body
}

/** The object at a name, made if there is none. */
function made(parent: Json, name: string): Members {
  const members = parent as Members
  const value = own(members, name)
  if (isMembers(value)) return value
  const fresh: Members = {}
  members[name] = fresh
  return fresh
}
