import type { All } from './all.js'
import { headerSpec, stepSpec } from './part-specs.js'
import type { HeaderPart } from './sent.js'
import { numberOf } from './text.js'
import { type TokenParts, type TokenText, tokenParts } from './token.js'
import type { Source } from './yaml.js'

/** What a token is made into. */
export function tokenSpec(
  source: Source,
  text: TokenText,
  token: TokenParts,
  { steps, sent, forToken }: All,
) {
  const { method = 'POST', value, expires, lifetime, use = 'until-expiry', exclusive } = text
  const { url, headers, body } = token
  const own = steps.filter(({ name }) => forToken.has(name))
  const parts = [...tokenParts(token), ...own]
  return {
    line: source.lineOfKey(['token']),
    steps: own.map(({ at }) => at),
    url: stepSpec(url),
    method,
    headers: headers.map(headerSpec),
    secrets: headers.filter(isMade).map(({ header }) => header),
    ...(body && { body: stepSpec(body) }),
    value: value.split('.'),
    ...(expires !== undefined && { expires: expires.split('.') }),
    ...(lifetime !== undefined && { lifetime: numberOf(lifetime) }),
    use,
    ...(exclusive && { exclusive }),
    settings: [...new Set(parts.flatMap((part) => [...part.settings]))],
    ...(parts.some(({ waits }) => waits) && { waits: true }),
    ...(sent.headers.some(isBearer) && { isBearer: true }),
  }
}

const isMade = ({ template }: HeaderPart) => template.some(({ kind }) => kind !== 'text')

/** `Authorization: Bearer {token}` */
function isBearer({ header, template: [scheme, token, ...more] }: HeaderPart): boolean {
  const isScheme = scheme?.kind === 'text' && /^bearer $/i.test(scheme.text)
  const isToken = token?.kind === 'name' && token.name === 'token'
  return header.toLowerCase() === 'authorization' && isScheme && isToken && more.length === 0
}
