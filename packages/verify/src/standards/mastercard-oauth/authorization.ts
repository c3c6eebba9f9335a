import { headerValue } from '@countersign/core'
import { schemeName } from '../../read/authorization.js'
import type { Signed } from '../standard.js'
import { decode } from '../text.js'
import type { Problems } from '../words.js'
import { UNLIKE_RFC } from './advice.js'

/** The parameters of the header under their names, as they are written. */
export type Parameters = ReadonlyMap<string, string>

/** Reads the Authorization header, and notes where its form is not that of Mastercard's library. */
export function parametersOf({ call }: Signed, problems: Problems): Parameters | undefined {
  const value = headerValue(call.request.headers, 'Authorization')?.trim() ?? ''
  if (!/^oauth\s/i.test(value)) {
    problems.add('Authorization', unsigned(value))
    return undefined
  }
  const all = new Map<string, string>()
  for (const item of listItems(value.slice('OAuth'.length))) {
    const [name, written] = parameterOf(item)
    // Anything else may be a secret in the wrong place, and is not shown.
    if (!/^oauth_[a-z_]{1,40}$/.test(name)) continue
    if (all.has(name)) problems.add(name, 'it is there twice')
    checkForm(name, written, problems)
    all.set(name, unquoted(written))
  }
  return all
}

function unsigned(value: string): string {
  const expected = 'expected OAuth oauth_body_hash="…",oauth_consumer_key="…",…'
  if (value === '') return `it is missing: the request is not signed; ${expected}`
  const [scheme = ''] = value.split(/\s/, 1)
  return /^oauth$/i.test(scheme)
    ? `it has no parameters; ${expected}`
    : `its scheme is ${schemeName(scheme)}; expected OAuth`
}

/** What stands between the commas that are not in quotes. */
function listItems(text: string): string[] {
  const items: string[] = []
  let [start, isQuoted] = [0, false]
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted
    if (text[at] !== ',' || isQuoted) continue
    items.push(text.slice(start, at))
    start = at + 1
  }
  return [...items, text.slice(start)]
}

function parameterOf(item: string): [name: string, written: string] {
  const text = item.trim()
  const at = text.indexOf('=')
  return at < 0 ? ['', ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

const unquoted = (written: string) => written.replace(/^(["'])(.*)\1$/s, '$2')

/** Only the signature is percent-encoded: it is checked with the signature. */
function checkForm(name: string, written: string, problems: Problems): void {
  const value = unquoted(written)
  if (!written.startsWith('"'))
    problems.add(name, `its value is not in double quotes; expected ${name}="…" (RFC 5849 section 3.5.1)`)
  else if (name !== 'oauth_signature' && decode(value) !== value)
    problems.add(
      name,
      "its value is percent-encoded, as RFC 5849 section 3.5.1 says; Mastercard's client library writes and signs it as it is",
      UNLIKE_RFC,
    )
}
