import { reasonOf } from '@countersign/core/errors'
import type { Request, Response } from '@countersign/core/message'
import type { AnyProvider } from '@countersign/core/provider'
import type { AnswerTool, Tool } from '@countersign/script'
import type { Console } from '../context.js'
import { wireUrl } from '../request/query.js'
import { headersOf, readScript } from './read.js'
import { runVariables } from './run.js'
import type { Insomnia, ScriptGlobals, ScriptResponse } from './types.js'
import { write } from './write.js'

declare const console: Console

/** `insomnia` as a tool: the app's pre-request scripts, and inso. */
export function insomniaTool(
  insomnia: Insomnia,
  { crypto }: ScriptGlobals,
  providers: readonly AnyProvider[],
): Tool {
  const asksForTokens = providers.some(({ tokens }) => tokens !== undefined)
  return {
    ...common(insomnia, crypto),
    render: (text) => rendered(insomnia, text),
    wireUrl,
    read: () => readScript(insomnia.request, asksForTokens),
    write: (changes) => write(insomnia.request, changes),
    context: `${insomnia.info.requestId} ${insomnia.info.iteration}`,
    send: (request) => send(insomnia, request),
    refuse: (reason) => refuse(insomnia, reason),
  }
}

/** `insomnia` in an after-response script. */
export function insomniaAnswer(insomnia: Insomnia, { crypto }: ScriptGlobals): AnswerTool {
  if (!insomnia.response) throw new Error('There is no answer.')
  return {
    ...common(insomnia, crypto),
    url: insomnia.request.url.toString(),
    method: insomnia.request.method,
    response: responseOf(insomnia.response),
    show: (opened) => insomnia.variables.set('COUNTERSIGN_OPENED', opened),
    fail: (reason) => fail(insomnia, reason),
  }
}

function common(insomnia: Insomnia, crypto: ScriptGlobals['crypto']) {
  const { vault, variables } = insomnia
  return {
    name: 'Insomnia',
    crypto,
    variable(name: string) {
      const value = variables.get(name)
      return value === undefined || value === null ? undefined : rendered(insomnia, String(value))
    },
    ...(vault && {
      secret: async (name: string) => {
        const value = await vault.get(name)
        return value === undefined || value === null ? undefined : String(value)
      },
    }),
    run: runVariables(),
    log: (line: string) => console.log(line),
    hold: () => () => {},
  }
}

/**
 * Scripts render without Insomnia's `_`, and know no tags: what holds a tag is left as it is, for the app to fill in
 * where it is not signed.
 */
function rendered({ variables }: Insomnia, text: string): string {
  if (!text.includes('{{') || /\{%|\{#/.test(text)) return text
  try {
    return variables.replaceIn(text.replace(/\{\{\s*_\./g, '{{ '))
  } catch {
    return text // What is not filled in is refused by its name.
  }
}

// A scheme that nothing can send. A throw would not do: inso sends the request as it was before the script.
const NOT_SENT = 'countersign-refused://not-sent/'

function refuse(insomnia: Insomnia, reason: string): void {
  insomnia.request.url.update(NOT_SENT)
  insomnia.request.headers.clear()
  insomnia.request.body?.update({ mode: 'raw', raw: '' })
  fail(insomnia, reason)
  insomnia.execution?.skipRequest?.()
}

function fail({ test }: Insomnia, reason: string): void {
  console.error(`countersign: ${reason}`)
  test(`countersign: ${reason}`, () => {
    throw new Error(reason)
  })
}

function send(insomnia: Insomnia, { method, url, headers, body }: Request): Promise<Response> {
  const header = headers.map(([key, value]) => ({ key, value }))
  const request = {
    url,
    method,
    header,
    ...(body.length > 0 && { body: { mode: 'raw', raw: String(body) } }),
  }
  return new Promise((resolve, reject) => {
    insomnia
      .sendRequest(request, (error, response) => {
        if (error) reject(new Error(reasonOf(error)))
        else resolve(responseOf(response))
      })
      .catch(reject)
  })
}

function responseOf(response: ScriptResponse): Response {
  const headers = response.headers ? headersOf(response.headers) : []
  return { status: response.code, headers, body: response.text() ?? '' }
}
