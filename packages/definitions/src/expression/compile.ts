import { settingName } from '@countersign/core'
import { quoted } from '../fault.js'
import { type Compiled, plainly, union } from './compiled.js'
import { functionNamed } from './functions/index.js'
import type { FunctionSpec } from './functions/spec.js'
import { bare, type Plan, plan } from './plan.js'
import { type Scope, unknownFunction, unknownName } from './scope.js'
import { type Application, type Expression, SyntaxProblem } from './syntax.js'
import type { Takes, Type } from './types.js'
import { valueNamed } from './values.js'

/** Compiles an expression. @throws {SyntaxProblem} on an unknown name, a wrong number of arguments, mixed types */
export function compile(expression: Expression, scope: Scope): Compiled {
  const compiled = compileAny(expression, scope)
  return { ...compiled, plan: keptOnce(expression, compiled, scope) }
}

function compileAny(expression: Expression, scope: Scope): Compiled {
  if (expression.kind === 'name') return compileName(expression.name, scope)
  if (expression.kind === 'call') return compileCall(expression, scope)
  return plainly(plan('text', expression.text), 'text', { constant: true })
}

/** What is the same for each request is made once. */
function keptOnce(expression: Expression, { constant, plan: own }: Compiled, scope: Scope): Plan {
  return constant && expression.kind === 'call' ? plan('once', scope.place(), own) : own
}

function compileName(name: string, scope: Scope): Compiled {
  const value = valueNamed(name)
  if (value) return compileValue(name, value.type, value.inTokens === true, scope)
  const setting = scope.settings.get(name)
  if (setting) {
    const shown = setting.secret ? { reveals: new Set([name]) } : {}
    return plainly(plan('setting', name), 'text', { settings: new Set([name]), constant: true, ...shown })
  }
  const step = scope.steps.get(name)
  if (!step) throw unknownName(name, scope)
  if (scope.inToken) checkInToken(name, step)
  const { type, values, settings, reveals, constant } = step
  return plainly(plan('step', step.at), type, { values, settings, reveals, constant, steps: new Set([name]) })
}

function compileValue(name: string, type: Type, inTokens: boolean, { hasToken, inToken }: Scope): Compiled {
  if (name === 'token' && !hasToken) throw new SyntaxProblem('"token" needs a token: in the definition.')
  if (inToken && !inTokens) throw outsideToken(name)
  const shown = name === 'token' ? { reveals: new Set(['token']) } : {}
  return plainly(bare(name), type, { values: new Set([name]), ...shown })
}

const outsideToken = (name: string) =>
  new SyntaxProblem(
    `${quoted(name)} is not known where a token is requested. There are settings, scheme, host, port and authority.`,
  )

function checkInToken(name: string, { values }: Compiled): void {
  const other = [...values].find((value) => !valueNamed(value)?.inTokens)
  if (other)
    throw new SyntaxProblem(
      `the step ${quoted(name)} needs ${quoted(other)}, which is not known where a token is requested.`,
    )
}

function compileCall(call: Application, scope: Scope): Compiled {
  if (call.name === 'header') return compileHeader(call, scope)
  const spec = functionNamed(call.name)
  if (!spec) throw unknownFunction(call.name)
  checkCount(spec, call.args.length)
  const args = call.args.map((arg, at) => compileArgument(arg, takenAt(spec, at), spec, scope))
  const literal = (at: number) => {
    const arg = call.args[at]
    return arg?.kind === 'text' || arg?.kind === 'number' ? arg.text : undefined
  }
  const settings = (at: number) =>
    args[at]?.constant ? [...args[at].settings].map((name) => settingName(scope.id, name)) : []
  const constant = !spec.draws && !spec.waits && args.every((arg) => arg.constant)
  const given = args.map((arg, at) =>
    constant ? arg.plan : keptOnce(call.args[at] as Expression, arg, scope),
  )
  const seen = args.filter((_, at) => spec.hides !== 'all' && !spec.hides?.includes(at))
  return {
    plan: spec.plan(given, { literal, settings, place: scope.place }),
    type: spec.gives === 'alike' ? commonType(args, spec) : spec.gives,
    values: union(args, 'values'),
    settings: union(args, 'settings'),
    steps: union(args, 'steps'),
    reveals: union(seen, 'reveals'),
    keys: new Set([...union(args, 'keys'), ...keysOf(spec, args)]),
    algorithms: new Set([...union(args, 'algorithms'), ...(spec.algorithm ? [spec.algorithm] : [])]),
    signingKeys: new Set([
      ...union(args, 'signingKeys'),
      ...(spec.waits?.(literal) ? settingsAt(spec, args) : []),
    ]),
    waits: args.some((arg) => arg.waits) || spec.waits?.(literal) === true,
    constant,
  }
}

/** The steps that become a key, whole or in part. */
const keysOf = ({ key }: FunctionSpec, args: readonly Compiled[]) =>
  key === undefined ? [] : [...(args[key]?.steps ?? [])]

const settingsAt = ({ key }: FunctionSpec, args: readonly Compiled[]) =>
  key === undefined ? [] : [...(args[key]?.settings ?? [])]

function compileHeader({ args }: Application, { inToken }: Scope): Compiled {
  const [name] = args
  if (args.length !== 1 || name?.kind !== 'text' || !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name.text))
    throw new SyntaxProblem('header takes the name of a header in quotes: header("Content-Type").')
  if (inToken) throw outsideToken('header')
  return plainly(plan('header', name.text), 'text', { values: new Set(['header']) })
}

function checkCount({ usage, takes, rest, pairs }: FunctionSpec, count: number): void {
  const right = rest
    ? count >= takes.length && (!pairs || (count - takes.length) % 2 === 0)
    : count === takes.length
  if (!right)
    throw new SyntaxProblem(`${usage} was given ${count} ${count === 1 ? 'argument' : 'arguments'}.`)
}

const takenAt = ({ takes, rest }: FunctionSpec, at: number): Takes => takes[at] ?? rest ?? 'data'

function compileArgument(arg: Expression, takes: Takes, { usage }: FunctionSpec, scope: Scope): Compiled {
  if (takes === 'name' && !(arg.kind === 'text' && /YYYY|MM|DD|HH|mm|ss/.test(arg.text)))
    throw new SyntaxProblem(`${usage} takes a pattern in quotes.`)
  if (takes === 'count' && !(arg.kind === 'number' && Number(arg.text) >= 1 && Number(arg.text) <= 1024))
    throw new SyntaxProblem(`${usage} takes a number of digits, as in nonce(16).`)
  // What takes bytes as well is spared the reading of a body as UTF-8.
  if (takes === 'data' && arg.kind === 'name' && arg.name === 'body' && !scope.inToken)
    return plainly(bare('rawBody'), 'either', { values: new Set(['body']) })
  const compiled = compileAny(arg, scope)
  if (takes === 'text' && compiled.type === 'bytes') throw bytesFor(usage)
  return compiled
}

const bytesFor = (usage: string) =>
  new SyntaxProblem(
    `${usage} takes text, and was given bytes. Name an encoder: hex(…), base64(…) or base64url(…).`,
  )

function commonType(args: readonly Compiled[], { name, takes, rest }: FunctionSpec): Type {
  const alike = args.filter((_, at) => (takes[at] ?? rest) === 'alike')
  const types = new Set(alike.map(({ type }) => type))
  if (types.has('bytes') && types.size > 1)
    throw new SyntaxProblem(
      `${name} takes texts or bytes, never both${types.has('text') ? '' : ', and the body is text if it is UTF-8'}. Name an encoder for the bytes: hex(…), base64(…) or base64url(…).`,
    )
  return types.has('bytes') ? 'bytes' : types.has('either') ? 'either' : 'text'
}

/** Compiles a template, which gives text. @throws {SyntaxProblem} */
export function compileTemplate(template: readonly Expression[], scope: Scope): Compiled {
  const parts = template.map((part) => compileAny(part, scope))
  const bytes = parts.find(({ type }) => type === 'bytes')
  if (bytes)
    throw new SyntaxProblem('the value in { } is bytes. Name an encoder: hex(…), base64(…) or base64url(…).')
  const [only] = template
  if (only && template.length === 1) return compile(only, scope)
  if (!only) return plainly(plan('text', ''), 'text', { constant: true })
  return compile({ kind: 'call', name: 'concat', args: template }, scope)
}
