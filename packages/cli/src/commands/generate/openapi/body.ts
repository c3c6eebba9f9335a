import { boundedValue } from './bounded.js'
import { type Node, nodeOf } from './document.js'
import type { Notes } from './notes.js'
import type { References } from './references.js'
import { sampleOf } from './sample.js'

/** The JSON of a request's body, if it takes JSON. */
export function bodyOf(operation: Node, references: References, notes: Notes): string | undefined {
  const media = mediaOf(operation, references).find(([type]) => isJson(type))
  if (!media) return undefined
  const value = parsedText(
    sampleOf(references.follow(media[1]), references),
    references.follow(media[1]),
    references,
  )
  notes.mediaType(media[0])
  notes.values(value)
  return JSON.stringify(value ?? {}, null, 2).replace(/\{(?=[{%#])/g, '\\u007b')
}

/** An example may be a JSON text although the schema asks for more than a string. */
function parsedText(value: unknown, media: Node, references: References): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  const { type } = references.follow(media.schema)
  if (type === 'string') return value
  try {
    return boundedValue(JSON.parse(value))
  } catch {
    return value
  }
}

/** Whether it takes a body, and not as JSON. */
export function takesOther(operation: Node, references: References): boolean {
  const media = mediaOf(operation, references)
  return media.length > 0 && !media.some(([type]) => isJson(type))
}

const mediaOf = ({ requestBody }: Node, references: References) =>
  Object.entries(nodeOf(references.follow(requestBody).content))

const isJson = (type: string) => /^[^;]*[/+]json\b/i.test(type)
