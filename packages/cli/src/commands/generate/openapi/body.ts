import { type Node, nodeOf } from './document.js'
import type { References } from './references.js'
import { sampleOf } from './sample.js'

/** The JSON of a request's body, if it takes JSON. */
export function bodyOf(operation: Node, references: References): string | undefined {
  const media = mediaOf(operation, references).find(([type]) => isJson(type))
  if (!media) return undefined
  const value = sampleOf(references.follow(media[1]), references)
  return JSON.stringify(value ?? {}, null, 2).replace(/\{(?=[{%#])/g, '\\u007b')
}

/** Whether it takes a body, and not as JSON. */
export function takesOther(operation: Node, references: References): boolean {
  const media = mediaOf(operation, references)
  return media.length > 0 && !media.some(([type]) => isJson(type))
}

const mediaOf = ({ requestBody }: Node, references: References) =>
  Object.entries(nodeOf(references.follow(requestBody).content))

const isJson = (type: string) => /^[^;]*[/+]json\b/i.test(type)
