import type { AnyProvider, Example } from '@countersign/core/provider'
import { literal } from './literal.js'

/** The requests of an iteration. Those that ask for a token are left out: the client does that by itself. */
export function requestsText({ examples }: AnyProvider, typed: boolean): string {
  const shown = examples.filter(({ asksForToken }) => !asksForToken).map(rowOf)
  return `const requests${typed ? TYPE : ''} = ${literal(shown)}`
}

const TYPE = ': { name: string; method: string; path: string; body?: unknown }[]'

const rowOf = ({ name, method, path, body }: Example) => ({
  name,
  method,
  path,
  ...(body !== undefined && { body: bodyOf(body) }),
})

/** What `JSON.stringify` makes a body of again; a text that is no JSON is sent as it is. */
function bodyOf(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? value : body
  } catch {
    return body
  }
}

/** What every virtual user does, over and over. */
export function iterationText({ oneToken }: AnyProvider, typed: boolean): string {
  const given = oneToken ? `lease${typed ? ': Lease | null' : ''}` : ''
  return [
    `const text = (body${typed ? ': unknown' : ''}) => (typeof body === 'string' ? body : JSON.stringify(body))`,
    '',
    ...tellLines(typed),
    '',
    `export default async function (${given}) {`,
    ...(oneToken ? ['  if (lease) api.hold(lease)'] : []),
    LOOP,
    '}',
  ].join('\n')
}

const tellLines = (typed: boolean) => [
  '/** The first answer that is not good is shown, for each virtual user; the summary counts them all. */',
  'let isTold = false',
  `function tell(name${typed ? ': string' : ''}, { status, error, body }${typed ? ': Response' : ''}) {`,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a template of the script that is written
  '  if (!isTold) console.error(`${name}: ${status || error} ${String(body ?? "").slice(0, 300)}`)'.replaceAll(
    '"',
    "'",
  ),
  '  isTold = true',
  '}',
]

const LOOP = `  for (const { name, method, path, body } of requests) {
    const hasBody = body !== undefined
    const answer = await api.request(method, BASE_URL + path, hasBody ? text(body) : null, {
      headers: hasBody ? { 'Content-Type': 'application/json' } : {},
      tags: { countersign: 'signed', name },
    })
    const isGood = check(answer, { 'answered below 400': ({ status }) => status > 0 && status < 400 })
    if (!isGood) tell(name, answer)
  }
  sleep(1)`
