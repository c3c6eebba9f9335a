import { type AnyProvider, type Example, examplesOf } from '@countersign/core/provider'
import type { Target } from './client.js'
import { literal } from './literal.js'

/** The requests of an iteration. Those that ask for a token are left out: the client does that by itself. */
export function requestsText(provider: AnyProvider, typed: boolean): string {
  const shown = examplesOf(provider)
    .filter(({ asksForToken }) => !asksForToken)
    .map(rowOf)
  return `const requests${typed ? TYPE : ''} = ${literal(shown)}`
}

const TYPE = ': { name: string; method: string; path: string; body?: unknown }[]'

const rowOf = ({ name, method, path, body }: Example) => ({
  name,
  method,
  path,
  ...(body !== undefined && { body: bodyOf(body) }),
})

/** What `JSON.stringify` makes a body of again; a text that is not JSON is sent as it is. */
function bodyOf(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? value : body
  } catch {
    return body
  }
}

/** What every virtual user does, over and over. */
export function iterationText({ oneToken }: AnyProvider, { isAsync, typed }: Target): string {
  const given = oneToken ? `lease${typed ? ': Lease | null' : ''}` : ''
  return [
    `const text = (body${typed ? ': unknown' : ''}) => (typeof body === 'string' ? body : JSON.stringify(body))`,
    '',
    tellText(typed),
    '',
    `export default ${isAsync ? 'async ' : ''}function (${given}) {`,
    ...(oneToken ? ['  if (lease) api.hold(lease)'] : []),
    loopText(isAsync ? 'await ' : '', typed),
    '}',
  ].join('\n')
}

/**
 * Encryption and keys need promises in k6; requests for tokens do not. The extension encrypts without one, if the
 * provider's work is a generator.
 */
export function needsPromise({ open, prepare, uses }: AnyProvider, extension: boolean): boolean {
  const encrypts = open !== undefined || uses?.includes('cipher') === true
  if (!extension) return encrypts || prepare !== undefined
  return prepare !== undefined && !(encrypts && isGenerator(prepare))
}

const isGenerator = (work: object) => work.constructor.name === 'GeneratorFunction'

const tellText = (
  typed: boolean,
) => `// How many of each kind a virtual user has shown: the first three; the summary counts them all.
const told${typed ? ': Record<string, number>' : ''} = {}
function tell(kind${typed ? ': string' : ''}, reason${typed ? ': string' : ''}) {
  told[kind] = (told[kind] ?? 0) + 1
  if (told[kind] <= 3) console.error(\`\${kind}: \${reason}\`)
}`

const loopText = (wait: string, typed: boolean) => `  try {
    for (const { name, method, path, body } of requests) {
      const hasBody = body !== undefined
      const response = ${wait}api.request(method, BASE_URL + path, hasBody ? text(body) : null, {
        headers: hasBody ? { 'Content-Type': 'application/json' } : {},
        tags: { countersign: 'signed', name },
      })
      const isGood = check(response, { 'status below 400': ({ status }) => status > 0 && status < 400 })
      const { status, error, body: said } = response
      if (!isGood) tell(name, \`\${status || error} \${String(said ?? '').slice(0, 300)}\`)
    }
  } catch (thrown) {
    const { name, code, message } = thrown${typed ? ' as { name: string; code: string; message: string }' : ''}
    if (name !== 'CountersignError') throw thrown
    tell(code, message)
  } finally {
    // A refused iteration takes its time too.
    sleep(1)
  }`
