import { createHash, createHmac } from 'node:crypto'
import { isPem, type Setting, settingName, type Values } from '@countersign/core'
import { type Key, key } from './key.js'
import { cutOff, formsOf, spoiled } from './key-forms.js'
import { CORRECT } from './mistake.js'
import { bytesIn, type Stored, storedAs } from './stored.js'

export type { Key } from './key.js'

/** What the search may try as the key. */
export interface KeySource {
  readonly provider: string
  readonly settings: readonly Setting[]
  readonly values: Values
  /** The setting that is the key. */
  readonly name: string
  /** Other values of that setting, and where they are. */
  readonly others: readonly { readonly value: string; readonly from: string }[]
}

/** The right key first, then what people use instead. */
export function keys(right: Buffer, source: KeySource): Key[] {
  const text = source.values[source.name] ?? ''
  const name = settingName(source.provider, source.name)
  const kind = source.settings.find((setting) => setting.name === source.name)?.kind
  // Of a key that is derived, the kind of its setting tells how that is read.
  const stored = storedAs(text, right) ?? (kind === 'base64' ? 'base64' : 'text')
  const list = [
    ...formsOf(text, name, stored),
    ...otherValues(source, name, stored),
    ...spoiled(text, name, stored),
    ...derived(right, text, name),
    ...mistaken(source, stored),
    ...combined(source, text, name),
    ...unfilled(name, source.name),
    ...cutOff(text, name),
  ]
  const seen = new Set([right.toString('hex')])
  const fresh = list.filter(
    ({ bytes }) => !seen.has(bytes.toString('hex')) && seen.add(bytes.toString('hex')),
  )
  return [{ ...CORRECT, bytes: right }, ...fresh]
}

/** A hash of the key in its place. */
function derived(right: Buffer, text: string, name: string): Key[] {
  const advice = `Use ${name} itself as the key.`
  const kinds = [
    ['sha256', 'SHA-256'],
    ['sha1', 'SHA-1'],
    ['sha512', 'SHA-512'],
    ['md5', 'MD5'],
  ] as const
  const inputs = right.equals(Buffer.from(text)) ? [right] : [right, Buffer.from(text)]
  return kinds.flatMap(([hash, title]) =>
    inputs.flatMap((input) => {
      const bytes = createHash(hash).update(input).digest()
      const when = `the key is derived from ${name}: its ${title}`
      return [
        key(bytes.toString('hex'), `${when} in hex`, advice),
        key(bytes.toString('base64'), `${when} in base64`, advice),
        key(bytes, when, advice),
      ]
    }),
  )
}

/** The key together with another setting: `id:secret`, or an HMAC of one by the other. */
function combined({ provider, settings, values, name }: KeySource, text: string, variable: string): Key[] {
  const advice = `Use ${variable} itself as the key.`
  return settings.flatMap((setting) => {
    const other = values[setting.name]
    if (setting.name === name || !other || isPem(setting)) return []
    const title = settingName(provider, setting.name)
    const hmac = (by: string, data: string) => createHmac('sha256', by).update(data).digest()
    return [
      key(other + text, `the key is ${title} and ${variable} in one`, advice),
      key(`${other}:${text}`, `the key is ${title}:${variable}`, advice),
      key(`${text}:${other}`, `the key is ${variable}:${title}`, advice),
      key(hmac(text, other), `the key is derived from ${variable}: the HMAC of ${title} by it`, advice),
    ]
  })
}

/** Another setting of the provider in its place. */
function mistaken({ provider, settings, values, name }: KeySource, stored: Stored): Key[] {
  const decodings = stored === 'hex' ? (['hex', 'base64'] as const) : (['base64'] as const)
  const right = settingName(provider, name)
  return settings.flatMap((setting) => {
    const value = values[setting.name]
    if (setting.name === name || !value || isPem(setting)) return []
    const when = `${settingName(provider, setting.name)} is the key, the wrong one of the two`
    const advice = `Sign with ${right}.`
    const decoded = decodings.flatMap((how) => {
      const bytes = bytesIn(value, how)
      return bytes ? [key(bytes, `${when}, decoded from ${how}`, advice)] : []
    })
    return [key(value, when, advice), ...decoded]
  })
}

/** The same setting from another source: the wrong key of the two. */
function otherValues({ others }: KeySource, name: string, stored: Stored): Key[] {
  return others.flatMap(({ value, from }) => {
    const when = `the key is the ${name} from ${from}, the wrong one of the two`
    const advice = `Use the same ${name} on both sides.`
    const right = bytesIn(value, stored) ?? value
    const asText = stored === 'text' ? [] : [key(value, `${when}, and used as text`, advice)]
    return [key(right, when, advice), ...asText]
  })
}

/** What is left when a variable was not filled in. */
function unfilled(name: string, short: string): Key[] {
  const words = [
    `{{${name}}}`,
    `{{${short}}}`,
    `$${name}`,
    `\${${name}}`,
    name,
    short,
    'undefined',
    'null',
    'None',
  ]
  const all = words.map((word) => key(word, `the key is the text "${word}"`, `Fill in the value of ${name}.`))
  return [key('', 'the key is empty', `Fill in the value of ${name}.`), ...all]
}
