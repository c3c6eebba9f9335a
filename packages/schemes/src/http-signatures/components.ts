import { type Header, percentEncode, type Url } from '@countersign/core'
import { fieldValues } from '../shared/fields.js'
import { parametersOf, requestTarget, sentForm, type Target } from '../shared/url-text.js'
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

/** A component that a signature covers: its name and parameters, and both as the signature base has them. */
export interface Component {
  readonly name: string
  readonly parameters: Parameters
  readonly id: string
}

/** What a signature is made over: of a request where it goes, of a response its status. */
export interface Message {
  readonly headers: readonly Header[]
  readonly target?: Target
  readonly status?: number
}

/** A component that cannot be had, or is not written as one; the message follows the component's name. */
export class ComponentProblem extends Error {}

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

function derived({ name, parameters }: Component, { target, status }: Message): string {
  if (name === '@status' && status !== undefined) return String(status)
  const read = target && DERIVED.get(name)
  if (!read)
    throw new ComponentProblem(`is no component of a ${target ? 'request' : 'response'} (section 2.2)`)
  return read(target, parameters)
}

const query = (url: Url) => `?${sentForm(url.query)}`

const DERIVED = new Map<string, (target: Target, parameters: Parameters) => string>([
  ['@method', ({ request }) => request.method.toUpperCase()],
  ['@target-uri', (target) => target.url.origin + requestTarget(target)],
  ['@authority', ({ url }) => url.authority],
  ['@scheme', ({ url }) => url.scheme],
  ['@request-target', requestTarget],
  ['@path', ({ url }) => sentForm(url.path)],
  ['@query', ({ url }) => query(url)],
  ['@query-param', ({ url }, parameters) => queryParameter(url, parameters)],
])

/** Section 2.2.8: the name and value are decoded as a form, and encoded again. */
function queryParameter({ query }: Url, parameters: Parameters): string {
  const name = parameters.get('name')
  if (!name?.startsWith('"'))
    throw new ComponentProblem('needs the name of a parameter: ;name="…" (section 2.2.8)')
  const found = parametersOf(query).filter(([key]) => formEncoded(key) === unquoted(name))
  const [only, more] = found
  if (!only) throw new ComponentProblem('is not in the query (section 2.5)')
  if (more)
    throw new ComponentProblem('is in the query more than once: cover "@query" instead (section 2.2.8)')
  return formEncoded(only[1])
}

function formEncoded(text: string): string {
  const plain = text.replace(/\+/g, ' ')
  let decoded = plain
  try {
    decoded = decodeURIComponent(plain)
  } catch {
    // What is not percent-encoded UTF-8 stays as it is.
  }
  return percentEncode(decoded).replace(/~/g, '%7E').replace(/%2A/g, '*')
}

function field({ name, parameters }: Component, { headers }: Message): string {
  const lines = fieldValues(headers, name)
  if (lines.length === 0)
    throw new ComponentProblem(
      'is covered and not on the message (section 2.5). Add the header or take it off the list',
    )
  const values = lines.map((line) => unfolded(line))
  if (parameters.has('bs')) throw new ComponentProblem('is wrapped in bytes (bs), which is not supported')
  const key = parameters.get('key')
  if (key !== undefined) return dictionaryMember(values.join(', '), unquoted(key))
  return parameters.has('sf') ? structured(values.join(', ')) : values.join(', ')
}

/** A folded line as one (RFC 9110 section 5.2: white space around the line end becomes one space). */
const unfolded = (line: string) =>
  line
    .split('\n')
    .map((part) => part.trim())
    .join(' ')

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
