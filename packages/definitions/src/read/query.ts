import type { Scope } from '../expression/scope.js'
import type { Expression, Template } from '../expression/syntax.js'
import { fault } from '../fault.js'
import type { Part } from './parts.js'
import type { Step } from './steps.js'
import type { Source } from './yaml.js'

type Steps = ReadonlyMap<string, Step>

/** @throws {CountersignError} for a query that would lose parameters of the request, or be read otherwise than it was meant */
export function checkQuery({ file }: Source, { template, line, name }: Part, scope: Scope): void {
  const problem = problemOf(template, scope.steps as Steps)
  if (problem !== undefined) throw fault({ file, line }, problem, name)
}

function problemOf([first, ...rest]: Template, steps: Steps): string | undefined {
  if (!first || !beginsWithQuery(first, steps))
    return 'it does not begin with the request’s own query, so parameters would be lost. Begin it with {query}, or with(query, …).'
  const [next] = rest
  if (first.kind === 'name' && next?.kind === 'text' && !next.text.startsWith('&'))
    return 'what follows the request’s own query must begin with &.'
  return rest.some((part) => isBase64(part, steps))
    ? 'it holds base64, whose + means a space in a query. Write {encode(…)} around it.'
    : undefined
}

/** Whether an expression may give base64 as it is. */
function isBase64(expression: Expression, steps: Steps): boolean {
  if (expression.kind === 'name') {
    const [own] = steps.get(expression.name)?.template ?? []
    return own !== undefined && isBase64(own, steps)
  }
  if (expression.kind !== 'call') return false
  if (expression.name === 'base64') return true
  return THROUGH.has(expression.name) && expression.args.some((arg) => isBase64(arg, steps))
}

const THROUGH = new Set(['concat', 'join', 'if', 'trim', 'after'])

/** Whether an expression begins with the query of the request, whatever that is. */
function beginsWithQuery(expression: Expression, steps: Steps): boolean {
  if (expression.kind === 'name') {
    const [own] = steps.get(expression.name)?.template ?? []
    return expression.name === 'query' || (own !== undefined && beginsWithQuery(own, steps))
  }
  if (expression.kind !== 'call') return false
  const [first, second, third] = expression.args as [Expression, Expression, Expression]
  if (expression.name === 'with' || expression.name === 'concat') return beginsWithQuery(first, steps)
  if (expression.name === 'join') return beginsWithQuery(second, steps)
  if (expression.name !== 'if' || !beginsWithQuery(second, steps)) return false
  return beginsWithQuery(third, steps) || (first.kind === 'name' && first.name === 'query')
}
