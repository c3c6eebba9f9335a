import {
  type Call,
  CountersignError,
  type ErrorCode,
  hex,
  type Patch,
  reasonOf,
  type Trace,
} from '@countersign/core'
import { wellFormed } from '@countersign/core/bytes'
import { describeKey, describeSecret } from '@countersign/core/steps/key'
import { type Context, type Ready, textOf } from './context.js'
import { Pending } from './pending.js'
import type { HeaderSpec, Spec, StepSpec } from './spec.js'

// One `try` around each loop, and no call that only hands on: in k6 a call costs as much as a step.

/** Runs the steps that are not run yet. @throws {CountersignError} that names file, line and step */
export function runSteps(spec: Spec, context: Context, trace?: Trace): void {
  const { steps } = spec
  const values = context.steps
  const { length } = steps
  let at = values.length
  try {
    for (; at < length; at++) {
      const step = steps[at] as StepSpec
      if (step.forToken) continue
      values[at] = step.run(context)
      if (trace) tell(step, at, context, trace)
    }
  } catch (thrown) {
    const { name, line } = steps[at] as StepSpec
    throw placed(thrown, `step ${name}`, line, spec.file, spec.id)
  }
}

/** The secret settings of a request in the trace: how long each is, and its fingerprint. */
export function tellSecrets({ settings: all }: Spec, { trace, settings, host }: Call<Ready>): void {
  if (!trace) return
  for (const { name, secret, forTokens } of all) {
    const value = settings.values[name]
    if (secret && !forTokens && value) trace(name, describeSecret(name, value, host))
  }
}

/** A step in the trace: bytes in hex; of a key or a secret its length and fingerprint. */
export function tell({ name, hidden }: StepSpec, at: number, { steps, host }: Context, trace: Trace): void {
  const value = steps[at] as string
  trace(name, hidden ? describeKey(value, host) : typeof value === 'string' ? value : hex(value))
}

/** An error with the place of what threw it. */
export function placed(thrown: unknown, about: string, line: number, file: string, id: string): unknown {
  if (thrown instanceof Pending) return thrown
  const code = thrown instanceof CountersignError ? thrown.code : 'invalid-patch'
  return problem(code, reasonOf(thrown), { name: about, line }, file, id)
}

export const problem = (
  code: ErrorCode,
  text: string,
  { name, line }: Pick<StepSpec, 'name' | 'line'>,
  file: string,
  id: string,
) => new CountersignError(code, `${file}:${line}: ${name}: ${text}`, id)

/** The text of a template. */
export function filled(template: StepSpec, what: string, context: Context, file: string, id: string): string {
  try {
    return textOf(template.run(context), what)
  } catch (thrown) {
    throw placed(thrown, what, template.line, file, id)
  }
}

/** The headers that are sent. */
export function headersOf(
  specs: readonly HeaderSpec[],
  context: Context,
  { file, id }: Pick<Spec, 'file' | 'id'>,
): Record<string, string> {
  const headers: Record<string, string> = {}
  const { length } = specs
  let at = 0
  try {
    for (; at < length; at++) {
      const spec = specs[at] as HeaderSpec
      const value = spec.run(context)
      if (value !== '') headers[spec.name] = typeof value === 'string' ? value : textOf(value, 'a header')
      else if (!spec.optional) throw new CountersignError('invalid-header', EMPTY)
    }
  } catch (thrown) {
    const { name, line } = specs[at] as HeaderSpec
    throw placed(thrown, `header ${name}`, line, file, id)
  }
  return headers
}

const EMPTY = 'the header is empty, so nothing is sent. Fill in what it is made of, or list it as optional.'

/** What is sent. */
export function patchOf(spec: Spec, context: Context): Patch {
  const headers = headersOf(spec.headers, context, spec)
  const { query, body, secrets } = spec
  let hasSecret = false
  for (let at = 0; at < secrets.length; at++)
    if (headers[secrets[at] as string] !== undefined) hasSecret = true
  if (!query && !body && !hasSecret) return { headers }
  return {
    headers,
    ...(hasSecret && { secrets }),
    ...(query && { query: addedQuery(query, context, spec) }),
    ...(body && { body: runBody(body, context, spec) }),
  }
}

function runBody(body: StepSpec, context: Context, { file, id }: Spec) {
  try {
    const sent = body.run(context)
    if (typeof sent === 'string' && !wellFormed(sent)) throw new CountersignError('invalid-patch', UNPAIRED)
    return sent
  } catch (thrown) {
    throw placed(thrown, 'send body', body.line, file, id)
  }
}

const UNPAIRED = 'the body has half of a surrogate pair, so nothing is sent.'

/** What a query has after the request's own. */
function addedQuery(template: StepSpec, context: Context, { file, id }: Spec): string {
  const whole = filled(template, 'send query', context, file, id)
  const own = context.url.query
  const rest = whole.slice(own.length)
  const joins = own === '' || own.endsWith('&') || rest === '' || rest.startsWith('&')
  if (whole.startsWith(own) && joins) return rest.startsWith('&') ? rest.slice(1) : rest
  const text = `the query must begin with the request's own, byte for byte, and go on with &.`
  throw problem(
    'invalid-patch',
    `${text} Begin it with {query}, or with(query, …).`,
    { name: 'send query', line: template.line },
    file,
    id,
  )
}
