import type { Header } from '@countersign/core/message'
import type { AnyProvider } from '@countersign/core/provider'
import { toolSettings } from '@countersign/core/settings'
import { ENTROPY, type ToolRequest } from '@countersign/script'
import { withPathParameters } from './path-parameters.js'
import type { Insomnia, ScriptRequest } from './types.js'

/**
 * Fills in the variables of a text, as Insomnia does where that is a promise and where it is not. Scripts render
 * without Insomnia's `_`, and know no tags: what holds a tag is left as it is, for the app to fill in if it is not
 * signed.
 */
export async function rendered({ variables }: Insomnia, text: string): Promise<string> {
  if (!text.includes('{{') || /\{%|\{#/.test(text)) return text
  try {
    return String(await variables.replaceIn(text.replace(/\{\{\s*_\./g, '{{ ')))
  } catch {
    return text // What is not filled in is refused by its name.
  }
}

/** The settings of these providers, filled in, by their names. */
export async function renderedSettings(
  insomnia: Insomnia,
  providers: readonly AnyProvider[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  const own = providers.flatMap((provider) => toolSettings(provider).map(({ variable }) => variable))
  for (const name of ['COUNTERSIGN', ENTROPY, ...own]) {
    const value = insomnia.variables.get(name)
    if (value !== undefined && value !== null) texts.set(name, await rendered(insomnia, String(value)))
  }
  return texts
}

/** A request with all its variables filled in, each once. */
export async function renderedRequest(insomnia: Insomnia, request: ToolRequest): Promise<ToolRequest> {
  const { method, url, headers, body, auth } = request
  const render = (text: string) => rendered(insomnia, text)
  const rows: Header[] = []
  for (const [name, value] of headers) rows.push([await render(name), await render(value)])
  return {
    method,
    url: await render(url),
    headers: rows,
    body: body.mode === 'raw' ? { ...body, text: await render(body.text) } : body,
    ...(auth && { auth: { ...auth, ...(auth.bearer && { bearer: await render(auth.bearer) }) } }),
  }
}

/** Path parameters in place, filled in. */
export async function renderedPath(
  insomnia: Insomnia,
  { url, pathParameters }: ScriptRequest,
): Promise<string> {
  const filled: { name: string; value: string }[] = []
  for (const { name, value } of pathParameters ?? [])
    filled.push({ name, value: await rendered(insomnia, value) })
  return withPathParameters(url.toString(), filled)
}
