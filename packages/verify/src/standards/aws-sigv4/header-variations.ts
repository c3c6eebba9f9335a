import type { Signed, Variation } from '../standard.js'
import { valuesOf } from '../text.js'
import { otherTypes, text, typeWords } from '../variations.js'
import type { AwsDraft } from './canonical.js'

/** Other headers than those that were sent. */
export function* headerVariations({ call: { request, url } }: Signed): Generator<Variation<AwsDraft>> {
  const others = (name: string) => request.headers.filter(([one]) => one.toLowerCase() !== name)
  const replaced = (when: string, name: string, value: string | undefined) =>
    text<AwsDraft>(when, (draft) => ({
      ...draft,
      headers: [
        ...draft.headers.filter(([one]) => one.toLowerCase() !== name),
        ...(value === undefined ? [] : [[name, value] as const]),
      ],
    }))
  for (const type of otherTypes(request)) yield replaced(typeWords(type), 'content-type', type)
  const host = valuesOf(request.headers, 'host')[0] ?? url.authority
  const port = url.scheme === 'https' ? 443 : 80
  for (const other of new Set([`${host}:${port}`, host.replace(/:\d+$/, ''), url.host])) {
    if (other !== host) yield replaced(`the host is ${other}`, 'host', other)
  }
  if (others('content-length').length !== request.headers.length)
    yield replaced('there is no Content-Length', 'content-length', '')
}
