import type { Request } from '@countersign/core'
import { bodySource } from '../found.js'
import { bodies } from '../search/bodies.js'
import { keys } from '../search/keys.js'
import type { Signed, Variation } from './standard.js'

/** What people use as a key in place of a setting. `right` are the bytes that the setting stands for. */
export function keyVariations<Draft>(
  { one, provider }: Signed,
  setting: string,
  right: Buffer,
  change: (key: Buffer) => (draft: Draft) => Draft,
): Variation<Draft>[] {
  const { values, otherValues } = one
  if (!values[setting]) return []
  const source = {
    provider: provider.id,
    settings: provider.settings,
    values,
    name: setting,
    others: otherValues(setting),
  }
  const [, ...wrong] = keys(right, source)
  return wrong.map(({ when, advice, bytes }) => ({ kind: 'key', when, advice, change: change(bytes) }))
}

/** What people sign in place of the body that they send. */
export function* bodyVariations<Draft>(
  { one }: Signed,
  change: (body: Buffer) => (draft: Draft) => Draft,
): Generator<Variation<Draft>> {
  for (const { when, advice, body } of bodies(bodySource(one)))
    yield { kind: 'body', when, advice, change: change(body) }
}

/** A mistake with what is signed. */
export const text = <Draft>(
  when: string,
  change: (draft: Draft) => Draft,
  advice = AS_SENT,
): Variation<Draft> => ({ kind: 'text', when, advice, change })

export const AS_SENT = 'Sign the request exactly as it is sent.'

/** The Content-Types that a request may have had before a tool added one, or a charset to it. */
export function otherTypes({ headers }: Pick<Request, 'headers'>): (string | undefined)[] {
  const sent = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1].trim()
  const [kind = ''] = (sent ?? '').split(';')
  const known = [
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/octet-stream',
  ]
  const all = [kind.trim(), `${kind.trim()}; charset=utf-8`, `${kind.trim()};charset=UTF-8`, ...known]
  const others = all.filter((one) => one !== '' && !one.startsWith(';') && one !== sent)
  return [...(sent === undefined ? [] : [undefined]), ...new Set(others)]
}

/** The words of a Content-Type, or of none. */
export const typeWords = (type: string | undefined): string =>
  type === undefined ? 'there is no Content-Type' : `the Content-Type is ${type}`
