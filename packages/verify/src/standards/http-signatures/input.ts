import type { Header } from '@countersign/core'
import { valuesOf } from '../text.js'
import { entryOf, split } from './structured.js'

/** A covered component (RFC 9421 section 2). */
export interface Component {
  /** As it is written: `"@query-param";name="q"`. */
  readonly id: string
  readonly name: string
  readonly parameters: ReadonlyMap<string, string>
}

/** One signature as `Signature-Input` describes it. */
export interface Input {
  readonly label: string
  /** The list and its parameters as they are written. */
  readonly text: string
  readonly components: readonly Component[]
  readonly parameters: ReadonlyMap<string, string>
  /** In base64; undefined if `Signature` has none of this label. */
  readonly signature: string | undefined
}

/** The signatures that a message describes. */
export function inputsOf(headers: readonly Header[]): Input[] {
  const bytes = new Map(split(valuesOf(headers, 'Signature').join(', '), ',').map(entryOf))
  return split(valuesOf(headers, 'Signature-Input').join(', '), ',')
    .map(entryOf)
    .filter(([, text]) => text.startsWith('('))
    .map(([label, text]) => {
      const [list = '', ...parameters] = split(text, ';')
      const signature = bytes.get(label) ?? ''
      const isBytes = signature.length > 1 && signature.startsWith(':') && signature.endsWith(':')
      return {
        label,
        text,
        components: itemsIn(list.slice(1, -1)),
        parameters: parametersIn(parameters),
        signature: isBytes ? signature.slice(1, -1) : undefined,
      }
    })
}

const itemsIn = (text: string): Component[] =>
  split(text, ' ').map((id) => {
    const [name = '', ...parameters] = split(id, ';')
    return { id, name: unquoted(name).toLowerCase(), parameters: parametersIn(parameters) }
  })

/** Components as a setting lists them: with commas or spaces between them, with quotes or without. */
export const componentsIn = (text: string): Component[] =>
  split(text, ',')
    .flatMap((part) => itemsIn(part))
    .map((one) => (one.id.startsWith('"') ? one : { ...one, id: one.id.replace(/^[^;]*/, `"${one.name}"`) }))

const parametersIn = (parts: readonly string[]): Map<string, string> =>
  new Map(parts.map(entryOf).map(([name, value]) => [name, unquoted(value)]))

const unquoted = (text: string) => (text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text)
