import { headerValue } from '@countersign/core'
import { schemeName } from '../../read/authorization.js'
import { checkBodyHash } from '../body-hash.js'
import { bodyOf, type Signed } from '../standard.js'
import { otherTypes, typeWords } from '../variations.js'
import { checkSetting, type Problems, quoted } from '../words.js'
import { algorithmOf, payload, payloadHash } from './payload-hash.js'

/** The attributes of the Authorization header. */
export type Attributes = ReadonlyMap<string, string>

export function attributesOf({ call }: Signed, problems: Problems): Attributes | undefined {
  const value = headerValue(call.request.headers, 'Authorization')?.trim()
  if (value && /^hawk\s/i.test(value))
    return new Map([...value.matchAll(/\b(\w+)="([^"]*)"/g)].map(([, name = '', text = '']) => [name, text]))
  problems.add(
    'Authorization',
    value
      ? `its scheme is ${schemeName(value.split(/\s/, 1)[0] ?? '')}; expected Hawk`
      : 'it is missing: the request is not signed; expected Hawk id="…", ts="…", nonce="…", mac="…"',
  )
  return undefined
}

/** Holds the attributes against the settings and the body. */
export function checkAttributes(signed: Signed, attributes: Attributes, problems: Problems): void {
  const { values } = signed
  for (const name of ['id', 'ts', 'nonce', 'mac'])
    if (!attributes.get(name)) problems.add(name, 'it is missing in the Authorization header')
  const check = (name: string) =>
    checkSetting(problems, signed, { name, setting: name, sent: attributes.get(name) })
  if (attributes.get('id')) check('id')
  const ts = attributes.get('ts')
  if (ts && !/^\d{1,12}$/.test(ts))
    problems.add(
      'ts',
      `${quoted(ts)} was sent, expected seconds since 1970${/^\d{13}$/.test(ts) ? ': it is in milliseconds' : ''}`,
    )
  for (const name of ['ext', 'app', 'dlg']) check(name)
  const hash = attributes.get('hash')
  if (hash === undefined) {
    if (values.payload !== 'unsigned' && signed.body.length > 0)
      problems.add('hash', `it is missing, and ${signed.variable('payload')} asks for the body to be covered`)
    return
  }
  const type = headerValue(signed.call.request.headers, 'Content-Type')
  const of = (body: Buffer) => payloadHash(algorithmOf(signed), type, body)
  if (of(bodyOf(signed)) === hash) return
  const types = otherTypes(signed.call.request).filter(
    (one) => payloadHash(algorithmOf(signed), one, signed.body) === hash,
  )
  if (types.length > 0)
    problems.add(
      'hash',
      `it is not the hash of the payload that was sent; it matches when ${typeWords(types[0])}`,
    )
  else
    checkBodyHash(problems, signed, {
      name: 'hash',
      sent: hash,
      hash: algorithmOf(signed),
      encoding: 'base64',
      content: (body) => payload(type, body),
      what: 'Content-Type and body',
    })
}
