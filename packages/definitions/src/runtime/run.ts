import { CountersignError, type ErrorCode, hex, type Patch, reasonOf, type Trace } from '@countersign/core'
import { describeKey } from '@countersign/core/steps/key'
import { type Context, textOf } from './context.js'
import { Pending } from './pending.js'
import type { HeaderSpec, Spec, StepSpec } from './spec.js'

/** Runs the steps from `from` on. @throws {CountersignError} that names file, line and step */
export function runSteps({ steps, file, id }: Spec, context: Context, trace?: Trace): void {
  for (let at = context.steps.length; at < steps.length; at++) {
    const step = steps[at] as StepSpec
    if (step.forToken) continue
    runStep(step, at, context, file, id)
    if (trace) tell(step, at, context, trace)
  }
}

export function runStep(step: StepSpec, at: number, context: Context, file: string, id: string): void {
  try {
    context.steps[at] = step.run(context)
  } catch (thrown) {
    throw placed(thrown, `step ${step.name}`, step.line, file, id)
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

export function headersOf(
  specs: readonly HeaderSpec[],
  context: Context,
  { file, id }: Pick<Spec, 'file' | 'id'>,
) {
  const headers: [string, string][] = []
  for (let at = 0; at < specs.length; at++) {
    const spec = specs[at] as HeaderSpec
    const value = filled(spec, spec.name, context, file, id)
    if (value !== '') headers.push([spec.name, value])
    else if (!spec.optional)
      throw problem(
        'invalid-header',
        'the header is empty, so nothing is sent. Fill in what it is made of, or list it as optional.',
        { name: `header ${spec.name}`, line: spec.line },
        file,
        id,
      )
  }
  return headers
}

/** What is sent. */
export function patchOf(spec: Spec, context: Context): Patch {
  const headers = headersOf(spec.headers, context, spec)
  const { query, body, secrets } = spec
  if (!query && !body && secrets.length === 0) return { headers }
  return {
    headers,
    ...(secrets.length > 0 && { secrets }),
    ...(query && { query: addedQuery(query, context, spec) }),
    ...(body && { body: runBody(body, context, spec) }),
  }
}

function runBody(body: StepSpec, context: Context, { file, id }: Spec) {
  try {
    return body.run(context)
  } catch (thrown) {
    throw placed(thrown, 'send body', body.line, file, id)
  }
}

/** What a query has after the request's own. */
function addedQuery(template: StepSpec, context: Context, { file, id }: Spec): string {
  const whole = filled(template, 'send query', context, file, id)
  const own = context.url.query
  const rest = whole.slice(own.length)
  const joins = own === '' || own.endsWith('&') || rest === '' || rest.startsWith('&')
  if (whole.startsWith(own) && joins) return rest.replace(/^&/, '')
  const text = `the query must begin with the request's own, byte for byte, and go on with &.`
  throw problem(
    'invalid-patch',
    `${text} Begin it with {query}, or with(query, …).`,
    { name: 'send query', line: template.line },
    file,
    id,
  )
}
