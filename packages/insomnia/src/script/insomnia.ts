import { reasonOf } from '@countersign/core/errors'
import type { Request, Response } from '@countersign/core/message'
import type { AnyProvider } from '@countersign/core/provider'
import { portableDigests } from '@countersign/hosts/portable/hash'
import type { OpeningTool, Tool } from '@countersign/script'
import { wireUrl } from '../request/query.js'
import { headersOf, readScript } from './read.js'
import { refuseIn, testThatFails } from './refuse.js'
import { renderedPath, renderedRequest, renderedSettings } from './render.js'
import { runVariables } from './run.js'
import type { Insomnia, Script, ScriptResponse } from './types.js'
import { write } from './write.js'

/**
 * `insomnia` as a tool: the app's pre-request scripts, and inso. Everything is rendered before it is handed over, so
 * that signing waits for no rendering.
 */
export async function preRequestTool(script: Script, providers: readonly AnyProvider[]): Promise<Tool> {
  const { insomnia } = script
  const asksForTokens = providers.some(({ tokens }) => tokens !== undefined)
  const url = await renderedPath(insomnia, insomnia.request)
  const request = await renderedRequest(insomnia, readScript(insomnia.request, url, asksForTokens))
  return {
    ...(await common(script, providers)),
    render: (text) => text,
    wireUrl,
    read: () => request,
    write: (changes) => write(insomnia.request, changes),
    send: (token) => send(insomnia, token),
    refuse: (reason) => refuseIn(script, new Error(reason)),
  }
}

/** `insomnia` in an after-response script. */
export async function afterResponseTool(
  script: Script,
  providers: readonly AnyProvider[],
): Promise<OpeningTool> {
  const { insomnia } = script
  if (!insomnia.response) throw new Error('There is no response.')
  return {
    ...(await common(script, providers)),
    url: insomnia.request.url.toString(),
    method: insomnia.request.method,
    response: responseOf(insomnia.response),
    show: (opened) => insomnia.variables.set('COUNTERSIGN_OPENED', opened),
    fail: (reason) => testThatFails(script, new Error(reason)),
  }
}

async function common({ insomnia, console, crypto }: Script, providers: readonly AnyProvider[]) {
  const { vault, variables } = insomnia
  const settings = await renderedSettings(insomnia, providers)
  return {
    name: 'Insomnia',
    crypto,
    // In plain JavaScript: they must not be awaited.
    digests: portableDigests,
    variable: (name: string) => settings.get(name) ?? textOf(variables.get(name)),
    names: () => Object.keys(variables.toObject?.() ?? {}),
    ...(vault && { secret: async (name: string) => textOf(await vault.get(name)) }),
    run: runVariables(),
    log: (line: string) => console.log(line),
    hold: () => () => {},
    context: `${insomnia.info.requestId} ${insomnia.info.iteration}`,
  }
}

const textOf = (value: unknown) => (value === undefined || value === null ? undefined : String(value))

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
