import { CountersignError } from '@countersign/core/errors'
import type { Changes } from '@countersign/script'
import { withPathParameters } from './path-parameters.js'
import type { ScriptRequest } from './types.js'

// What Insomnia renders once more after scripts.
const TEMPLATE = /\{\{|\{%|\{#/

/**
 * Writes what is to be sent into `insomnia.request`.
 * @throws {CountersignError} `invalid-url`, `invalid-body` if Insomnia would send something else
 */
export function write(request: ScriptRequest, { url, headers, body }: Changes): void {
  if (body !== undefined && TEMPLATE.test(body)) throw bodyAgain()
  writeUrl(request, url)
  request.headers.clear()
  for (const [key, value] of headers) request.addHeader({ key, value })
  if (body !== undefined && body !== (request.body?.raw ?? ''))
    request.body?.update({ mode: 'raw', raw: body })
}

/** What stands there is read back: the object takes a URL apart, and path parameters are put in place once more. */
function writeUrl({ url: held, pathParameters = [] }: ScriptRequest, url: string): void {
  held.update(url)
  const isAsItWas = held.toString() === url && withPathParameters(url, pathParameters) === url
  if (isAsItWas && !TEMPLATE.test(url)) return
  throw new CountersignError(
    'invalid-url',
    'Insomnia would send another URL than the one that is signed: its scripts take a URL apart, and fill in {{, {% and a :name in its path once more. Write these parts of it percent-encoded, or use the plugin.',
  )
}

const bodyAgain = () =>
  new CountersignError(
    'invalid-body',
    'The body holds {{, {% or {#, which Insomnia fills in once more after scripts, so it cannot be signed here. Write \\u007b for a brace in JSON, or use the plugin.',
  )
