import { type Data, type Header, type Signed, settingsOf, type Values } from '@countersign/core'
import { PLACEHOLDER } from './tokens.js'

/** A signed request as it may be shown: headers that are secret, and secrets in URL and body, are named and not shown. */
export function masked({ provider, request, patch, ...signed }: Signed, values: Values): Signed {
  const secret = new Set((patch.secrets ?? []).map((name) => name.toLowerCase()))
  const secrets = provider
    ? settingsOf(provider).flatMap(({ name, secret }) => (secret && values[name] ? [values[name]] : []))
    : []
  return {
    ...signed,
    provider,
    patch,
    request: {
      ...request,
      url: without(request.url, secrets),
      headers: request.headers.map((header) => maskedHeader(header, secret)),
      body: withoutBody(request.body, secrets),
    },
  }
}

function maskedHeader([name, value]: Header, secret: ReadonlySet<string>): Header {
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

const without = (text: string, secrets: readonly string[]) =>
  secrets.reduce(
    (clean, one) =>
      clean.split(one).join('<not shown>').split(JSON.stringify(one).slice(1, -1)).join('<not shown>'),
    text,
  )

function withoutBody(body: Data, secrets: readonly string[]): Data {
  const bytes = Buffer.from(body as string)
  const holds = secrets.some((one) => bytes.includes(one) || bytes.includes(JSON.stringify(one).slice(1, -1)))
  return holds ? without(bytes.toString(), secrets) : body
}
