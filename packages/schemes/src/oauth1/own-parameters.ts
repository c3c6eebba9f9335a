import type { Url } from '@countersign/core'
import { encoded, encodedParameters, sentForm } from '../shared/url-text.js'

/** The base string URI (RFC 5849 section 3.4.1.2), and what of the query stands in the signature base string. */
export interface SignedTarget {
  readonly uri: string
  readonly own: Own
}

/** A request's own parameters as the signature base string has them: those before, after and among the protocol's. */
export interface Own {
  readonly before: string
  readonly after: string
  /** Each {@link sortable}, and named oauth_… as well. */
  readonly among: readonly string[]
}

export const targetOf = (url: Url): SignedTarget => ({
  uri: encoded(url.origin + sentForm(url.path)),
  own: ownOf(encodedParameters(url.query)),
})

const NONE: Own = { before: '', after: '', among: [] }
const PREFIX = 'oauth_'

/** The parameters of a query, or of query and form, in their places. */
export function ownOf(parameters: readonly string[]): Own {
  if (parameters.length === 0) return NONE
  const texts = parameters.map(twice).sort()
  const isAmong = (text: string) => text.startsWith(PREFIX)
  return {
    before: texts
      .filter((text) => text < PREFIX)
      .map((text) => `${baseForm(text)}%26`)
      .join(''),
    after: texts
      .filter((text) => text > PREFIX && !isAmong(text))
      .map((text) => `%26${baseForm(text)}`)
      .join(''),
    among: texts.filter(isAmong),
  }
}

/** An encoded text, percent-encoded once more: only its percent signs change. */
export const twice = (encoded: string): string => encoded.replaceAll('%', '%25')

const baseForm = (text: string) => text.replace('\n', '%3D')

/** The protocol's parameters in base form with others among them. */
export function withAmong(protocol: string, among: readonly string[]): string {
  const texts = protocol.split('%26').map((text) => text.replace('%3D', '\n'))
  return texts.concat(among).sort().map(baseForm).join('%26')
}
