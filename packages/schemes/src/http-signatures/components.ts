import { fieldValues } from '../shared/fields.js'
import type { Component, Message } from './component.js'
import { derived } from './derived.js'
import { ComponentProblem } from './problem.js'
import {
  type Parameters,
  quoted,
  readDictionary,
  readParameters,
  serializeMember,
  serializeParameters,
  strictly,
  unquoted,
} from './structured-fields.js'

const NAME = /"?([@A-Za-z0-9!#$%&'*+.^_`|~-]+)"?/y
const PARAMETER = /;[^\s,;="]+(?:="(?:[^"\\]|\\.)*"|=(?!")[^\s,;]*)?/y
const SEPARATOR = /[\s,]*/y

/** The components of a setting: `"@method" "@query-param";name="q" content-digest`, separated by commas or spaces. */
export function readComponents(text: string): Component[] {
  const list = text.trim().replace(/^\((.*)\)$/s, '$1')
  const components: Component[] = []
  let at = 0
  const next = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(list)
    at += found?.[0].length ?? 0
    return found
  }
  next(SEPARATOR)
  while (at < list.length) {
    const start = at
    const name = next(NAME)?.[1]
    if (!name) throw new ComponentProblem(`cannot be read from "${list.slice(start, start + 60)}" on`)
    let parameters = ''
    for (let found = next(PARAMETER); found; found = next(PARAMETER)) parameters += found[0]
    next(SEPARATOR)
    components.push(componentOf(name.toLowerCase(), readParameters(parameters)))
  }
  const twice = components.find(({ id }, at) =>
    components.some((other, place) => place < at && other.id === id),
  )
  if (twice) throw new ComponentProblem(`names ${twice.id} twice (RFC 9421 section 2)`)
  return components
}

export const componentOf = (name: string, parameters: Parameters): Component => ({
  name,
  parameters,
  id: quoted(name) + serializeParameters(parameters),
})

/** The value of a component (RFC 9421 sections 2.1 and 2.2). @throws {ComponentProblem} if there is none */
export function componentValue(component: Component, message: Message): string {
  const { name, parameters } = component
  if (parameters.size > 0)
    for (const flag of ['req', 'tr'] as const)
      if (parameters.has(flag)) throw new ComponentProblem(UNSUPPORTED[flag])
  const value = name.startsWith('@') ? derived(component, message) : field(component, message)
  // Section 2.5: the base is ASCII, and each component one line.
  if (!/^[\t\u0020-\u007e]*$/.test(value))
    throw new ComponentProblem(
      'holds a line end or a letter beyond ASCII, which no signature base has (section 2.5)',
    )
  return value
}

const UNSUPPORTED = {
  req: 'belongs to the request of a response (section 2.4), which is not at hand here',
  tr: 'is a trailer (section 2.1.4), which no tool shows',
} as const

function field({ name, parameters }: Component, { headers, added = [] }: Message): string {
  const own = fieldValues(added, name)
  const lines = own.length > 0 ? own : fieldValues(headers, name)
  if (lines.length === 0)
    throw new ComponentProblem(
      'is covered and not on the message (section 2.5). Add the header or take it off the list',
    )
  const value = lines.length === 1 ? unfolded(lines[0] as string) : lines.map(unfolded).join(', ')
  return parameters.size === 0 ? value : valueBy(parameters, value)
}

function valueBy(parameters: Parameters, value: string): string {
  if (parameters.has('bs')) throw new ComponentProblem('is wrapped in bytes (bs), which is not supported')
  const key = parameters.get('key')
  if (key !== undefined) return dictionaryMember(value, unquoted(key))
  return parameters.has('sf') ? structured(value) : value
}

/** A folded line as one (RFC 9110 section 5.2: white space around the line end becomes one space). */
const unfolded = (line: string) =>
  line.includes('\n')
    ? line
        .split('\n')
        .map((part) => part.trim())
        .join(' ')
    : line.trim()

function structured(value: string): string {
  try {
    return strictly(value)
  } catch {
    throw new ComponentProblem('is no structured field, which sf asks for (section 2.1.1)')
  }
}

function dictionaryMember(value: string, key: string): string {
  let member: ReturnType<ReturnType<typeof readDictionary>['get']>
  try {
    member = readDictionary(value).get(key)
  } catch {
    throw new ComponentProblem('is no dictionary, which key asks for (section 2.1.2)')
  }
  if (!member) throw new ComponentProblem(`has no member "${key}" (section 2.1.2)`)
  return serializeMember(member)
}
