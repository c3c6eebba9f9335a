import { isNode, type Node } from './document.js'

/** How a parameter's value is written into a URL (OpenAPI 3.1, section 4.8.12.2, style values). */

/** A value of the path: `simple` by default, else `label` or `matrix`. One without a value stands for itself. */
export function inPath(name: string, value: unknown, { style, explode }: Node): string {
  const isExploded = explode === true
  if (style === 'matrix') {
    const texts = partsOf(value, isExploded)
    if (isNode(value) && isExploded) return texts.map((text) => `;${text}`).join('')
    return isExploded
      ? texts.map((text) => `;${encoded(name)}=${text}`).join('')
      : `;${encoded(name)}=${texts.join(',')}`
  }
  const between = style === 'label' && isExploded ? '.' : ','
  return `${style === 'label' ? '.' : ''}${partsOf(value, isExploded).join(between) || encoded(name)}`
}

const BETWEEN: Readonly<Record<string, string>> = { spaceDelimited: '%20', pipeDelimited: '|' }

/** The pairs of a query: `form`, exploded, by default. */
export function inQuery(name: string, value: unknown, parameter: Node): string[] {
  const { style = 'form', explode = style === 'form' } = parameter
  const key = encoded(name)
  if (style === 'deepObject' && isNode(value)) return deep(name, value)
  if (isNode(value) && explode === true) return partsOf(value, true)
  const parts = partsOf(value, false)
  if (Array.isArray(value) && explode === true && parts.length > 0)
    return parts.map((part) => `${key}=${part}`)
  const between = BETWEEN[String(style)] ?? ','
  return [`${key}=${parts.join(between) || key}`]
}

/** `name[key]=value`, and so on for what is within it. */
function deep(name: string, value: Node): string[] {
  return Object.entries(value).flatMap(([key, part]) => {
    const inner = `${name}[${key}]`
    if (isNode(part)) return deep(inner, part)
    if (Array.isArray(part)) return part.map((one) => `${encoded(inner)}=${encoded(textOf(one))}`)
    return [`${encoded(inner)}=${encoded(textOf(part))}`]
  })
}

function partsOf(value: unknown, pairs: boolean): string[] {
  if (Array.isArray(value)) return value.map((part) => encoded(textOf(part)))
  if (!isNode(value)) return [encoded(textOf(value))].filter((text) => text !== '')
  const entries = Object.entries(value).map(([key, part]) => [encoded(key), encoded(textOf(part))] as const)
  return pairs ? entries.map(([key, part]) => `${key}=${part}`) : entries.flat()
}

const textOf = (value: unknown) =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '')

/** Without halves of a letter, which have no encoding. */
export const wellFormed = (text: string) => Buffer.from(text).toString()
const encoded = (text: string) => encodeURIComponent(wellFormed(text))
