import { listOf, type Node } from './document.js'
import type { Notes } from './notes.js'
import type { References } from './references.js'
import { sampleOf } from './sample.js'
import { inPath, inQuery, wellFormed } from './styles.js'

/**
 * The path of a request, with a value for each of its parameters and for those of the query that are required. Braces
 * of the values are encoded: a tool would take two of them for a variable of its own.
 */
export function pathOf(
  path: string,
  lists: readonly unknown[],
  references: References,
  notes: Notes,
): string {
  const parameters = lists.flatMap(listOf).map((one) => references.follow(one))
  const named = (place: string, name: string) =>
    parameters.filter((one) => one.in === place && one.name === name).at(-1)
  const sampleFor = (parameter: Node | undefined) => {
    const value = parameter && sampleOf(withSchema(parameter), references)
    notes.values(value)
    return value
  }
  const filled = path
    .split(/\{([^{}]*)\}/)
    .map((part, index) => {
      if (index % 2 === 0) return plain(part)
      const parameter = named('path', part)
      return inPath(part, sampleFor(parameter), parameter ?? {})
    })
    .join('')
  const query = parameters.filter((one) => one.in === 'query' && one.required === true)
  const names = [...new Set(query.map(({ name }) => String(name)))]
  const pairs = names.flatMap((name) => {
    const parameter = named('query', name) ?? {}
    return inQuery(name, sampleFor(parameter), parameter)
  })
  if (pairs.length === 0) return filled
  return `${filled}${filled.includes('?') ? '&' : '?'}${pairs.join('&')}`
}

/** A tool writes these itself; OpenAPI gives the first three no meaning as parameters. */
const OWN = /^(accept|content-type|authorization|content-length)$/i

/** The names of the headers and cookies that are required. */
export function headersOf(lists: readonly unknown[], references: References): string[] {
  const parameters = lists.flatMap(listOf).map((one) => references.follow(one))
  const headers = parameters.filter(
    (one) => (one.in === 'header' || one.in === 'cookie') && one.required === true,
  )
  return headers.map(({ name }) => String(name)).filter((name) => !OWN.test(name))
}

/** A parameter may have its schema below a media type. */
function withSchema(parameter: Node): Node {
  const [media] = Object.values((parameter.content ?? {}) as object)
  return media ? { ...parameter, ...media } : parameter
}

/** What the file writes itself; what is encoded already stays. */
const plain = (text: string) =>
  wellFormed(text).replace(/[^\w\-.~!$&'()*+,;=:@/%?]+/g, (odd) => encodeURIComponent(odd))
