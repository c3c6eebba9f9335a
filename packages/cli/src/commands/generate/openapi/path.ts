import { listOf, type Node } from './document.js'
import type { References } from './references.js'
import { sampleOf } from './sample.js'

/**
 * The path of a request, with a value for each of its parameters and for those of the query that are required. Braces
 * of the values are encoded: a tool would take two of them for a variable of its own.
 */
export function pathOf(path: string, lists: readonly unknown[], references: References): string {
  const parameters = lists.flatMap(listOf).map((one) => references.follow(one))
  const named = (place: string, name: string) =>
    parameters.filter((one) => one.in === place && one.name === name).at(-1)
  const filled = path
    .split(/\{([^{}]*)\}/)
    .map((part, index) => (index % 2 ? encoded(asText(named('path', part), part, references)) : plain(part)))
    .join('')
  const query = parameters.filter((one) => one.in === 'query' && one.required === true)
  const names = [...new Set(query.map(({ name }) => String(name)))]
  const pairs = names.map(
    (name) => `${encoded(name)}=${encoded(asText(named('query', name), name, references))}`,
  )
  if (pairs.length === 0) return filled
  return `${filled}${filled.includes('?') ? '&' : '?'}${pairs.join('&')}`
}

/** A tool writes these itself; OpenAPI gives the first three no meaning as parameters. */
const OWN = /^(accept|content-type|authorization|content-length)$/i

/** The names of the headers that are required. */
export function headersOf(lists: readonly unknown[], references: References): string[] {
  const parameters = lists.flatMap(listOf).map((one) => references.follow(one))
  const headers = parameters.filter((one) => one.in === 'header' && one.required === true)
  return headers.map(({ name }) => String(name)).filter((name) => !OWN.test(name))
}

/** A list as values between commas; a parameter without a value stands for itself. */
function asText(parameter: Node | undefined, name: string, references: References): string {
  const value = parameter && sampleOf(withSchema(parameter), references)
  const isScalar = typeof value !== 'object' || value === null
  const text = isScalar ? String(value ?? '') : Object.values(value).map(String).join(',')
  return text === '' ? name : text
}

/** A parameter may have its schema below a media type. */
function withSchema(parameter: Node): Node {
  const [media] = Object.values((parameter.content ?? {}) as object)
  return media ? { ...parameter, ...media } : parameter
}

/** Without halves of a letter, which have no encoding. */
const wellFormed = (text: string) => Buffer.from(text).toString()
const encoded = (text: string) => encodeURIComponent(wellFormed(text))

/** What the file writes itself; what is encoded already stays. */
const plain = (text: string) =>
  wellFormed(text).replace(/[^\w\-.~!$&'()*+,;=:@/%?]+/g, (odd) => encodeURIComponent(odd))
