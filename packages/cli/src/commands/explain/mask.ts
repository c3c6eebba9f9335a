import type { Header, Signed } from '@countersign/core'
import { PLACEHOLDER } from './tokens.js'

/** A signed request as it may be shown: secret headers by their length. What else is secret, the filter takes out. */
export function masked({ provider, why, request, patch }: Signed): Signed {
  const secret = new Set((patch.secrets ?? []).map((name) => name.toLowerCase()))
  const headers = request.headers.map((header) => maskedHeader(header, secret))
  return { provider, why, patch, given: patch, request: { ...request, headers } }
}

function maskedHeader([name, value]: Header, secret: ReadonlySet<string>): [string, string] {
  const hidden = secret.has(name.toLowerCase()) || /^(cookie|proxy-authorization)$/i.test(name)
  const [scheme] = /^(bearer|basic)\s+/i.exec(value) ?? []
  if (/^authorization$/i.test(name) && scheme)
    return [
      name,
      value.endsWith(PLACEHOLDER) ? value : `${scheme}${hiddenText(value.length - scheme.length)}`,
    ]
  return hidden ? [name, hiddenText(value.length)] : [name, value]
}

const hiddenText = (length: number) => `<${length} characters, not shown>`
