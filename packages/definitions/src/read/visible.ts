import type { Place } from '@countersign/core'
import type { Application, Expression } from '../expression/syntax.js'
import type { Sent } from './sent.js'
import type { Step } from './steps.js'

type Steps = ReadonlyMap<string, Step>

/** What is looked for: the value of a call, or the body of the request. */
type Sought = Application | 'body'

/** Where a call's value stands in what is sent; undefined if it cannot be found there. */
export function placeOf(call: Application, { headers, query, body }: Sent, steps: Steps): Place | undefined {
  for (const { header, template } of headers) {
    const as = patternOf(template, call, steps)
    if (as !== undefined) return { header, ...(as !== WHOLE && { as }) }
  }
  for (const [name, value] of query ? parametersOf(query.template, steps) : []) {
    const as = patternOf(value, call, steps)
    if (as !== undefined) return { query: name, ...(as !== WHOLE && { as }) }
  }
  const as = body && patternOf(body.template, call, steps)
  return as === undefined ? undefined : { body: true, as: overLines(as) }
}

/** The pattern of a body that is sent, its only group the body before; undefined if that cannot be found there. */
export function bodyIn({ body }: Sent, steps: Steps): string | undefined {
  const as = body && patternOf(body.template, 'body', steps)
  return as === undefined ? undefined : overLines(as)
}

/** A pattern whose dots take line ends too. */
const overLines = (pattern: string) => pattern.replaceAll('.*', '[\\s\\S]*')

const WHOLE = '^(.*)$'
const ANY = '.*?'

/** The pattern of a text, with the call's value as its only group. */
function patternOf(template: readonly Expression[], call: Sought, steps: Steps): string | undefined {
  const source = template.map((part) => sourceOf(part, call, steps)).join('')
  if (!source.includes('(')) return undefined
  const pattern = `^${source.replace(/(?:\.\*\?){2,}/g, ANY)}$`
  return /^\^\([^()]*\)\$$/.test(pattern) ? WHOLE : pattern
}

function sourceOf(part: Expression, call: Sought, steps: Steps): string {
  if (part === call) return groupFor(part)
  if (part.kind === 'text' || part.kind === 'number') return escaped(part.text)
  if (part.kind === 'name') {
    if (part.name === call) return '(.*?)'
    const own = steps.get(part.name)?.template[0]
    return own ? sourceOf(own, call, steps) : ANY
  }
  const drawn = DRAWN[part.name]
  if (drawn !== undefined) return drawn
  const inner = part.args.map((arg) => sourceOf(arg, call, steps))
  if (part.name === 'concat') return inner.join('')
  if (part.name === 'join') return joined(inner, call === 'body')
  if (SEE_THROUGH.has(part.name)) return inner[0] ?? ANY
  if (part.name === 'if') return inner.slice(1).find(hasGroup) ?? ANY
  return ANY
}

// Values of a known form that are not looked for. Another client may draw a nonce of any letters.
const DRAWN: Readonly<Record<string, string>> = {
  seconds: '\\d+',
  milliseconds: '\\d+',
  nonce: '[^\\s,;&"]+?',
  uuid: '[^\\s,;&"]+?',
}

const SEE_THROUGH = new Set(['lower', 'upper', 'trim', 'encode'])

const hasGroup = (source: string) => source.includes('(')

/** Any part may be empty, and is left out then, with what is between it and the next one. */
function joined([between = '', ...parts]: readonly string[], isBody: boolean): string {
  if (!parts.some(hasGroup)) return ANY
  const isSure = (source: string) => hasGroup(source) || !source.includes(ANY)
  return parts
    .map((part, at) => {
      const next = parts[at + 1]
      if (next === undefined) return isSure(part) ? part : ANY
      // A body may be empty, and nothing stands between it and the other part then.
      if (isBody && between.length === 1 && isSure(part) && isSure(next)) return `${part}${between}?`
      return isSure(part) ? part + (isSure(next) ? between : ANY) : ANY
    })
    .join('')
}

/** Core's patterns know no parentheses but the one group. */
const escaped = (text: string): string =>
  text
    .replace(/[()]/g, '.')
    .replace(/[\\^$*+?[\]{}|/]/g, '\\$&')
    .replace(/\n/g, '\\n')

function groupFor({ name }: Application): string {
  if (name === 'seconds' || name === 'milliseconds') return '(\\d+)'
  return name === 'nonce' || name === 'uuid' ? '([^\\s,;&"]+)' : '([^;&"]+)'
}

type Parameter = readonly [name: string, value: readonly Expression[]]

/** The parameters that a query template adds. */
function parametersOf(template: readonly Expression[], steps: Steps): Parameter[] {
  const all: Parameter[] = []
  let open: [string, Expression[]] | undefined
  for (const part of template) {
    if (part.kind !== 'text') {
      if (open) open[1].push(part)
      else all.push(...addedBy(part, steps))
      continue
    }
    for (const piece of part.text.split(/(?=&)/)) {
      const started = /^&?([^=&]+)=(.*)$/s.exec(piece)
      if (started && (piece.startsWith('&') || !open)) {
        open = [started[1] ?? '', literal(started[2])]
        all.push(open)
      } else open?.[1].push({ kind: 'text', text: piece })
    }
  }
  return all
}

const literal = (text = ''): Expression[] => (text === '' ? [] : [{ kind: 'text', text }])

/** What `with(query, name, value, …)` adds. */
function addedBy(expression: Expression, steps: Steps): Parameter[] {
  if (expression.kind === 'name') {
    const own = steps.get(expression.name)?.template[0]
    return own ? addedBy(own, steps) : []
  }
  if (expression.kind !== 'call') return []
  if (expression.name === 'concat') return parametersOf(expression.args, steps)
  if (expression.name !== 'with') return []
  const [query, ...pairs] = expression.args as [Expression, ...Expression[]]
  const own = pairs.flatMap((name, at): Parameter[] =>
    at % 2 === 0 && name.kind === 'text' ? [[name.text, [pairs[at + 1] as Expression]]] : [],
  )
  return [...addedBy(query, steps), ...own]
}
