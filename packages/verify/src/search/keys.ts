import { createHash, createHmac } from 'node:crypto'
import { isPem, type Setting, settingName, type Values } from '@countersign/core'
import { aroundIn, spoilt } from '../around.js'
import { CORRECT, type Mistake } from './mistake.js'

export interface Key extends Mistake {
  readonly bytes: Buffer
}

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
  const encoded = source.settings.find((setting) => setting.name === source.name)?.kind === 'base64'
  const list = [
    ...formsOf(text, name, encoded),
    ...otherValues(source, name, encoded),
    ...spoiled(text, name, encoded),
    ...derived(right, text, name),
    ...mistaken(source),
    ...combined(source, text, name),
    ...unfilled(name, source.name),
  ]
  const seen = new Set([right.toString('hex')])
  const fresh = list.filter(
    ({ bytes }) => !seen.has(bytes.toString('hex')) && seen.add(bytes.toString('hex')),
  )
  return [{ ...CORRECT, bytes: right }, ...fresh]
}

const key = (bytes: Buffer | string, when: string, advice: string): Key => ({
  bytes: Buffer.from(bytes as string),
  when,
  advice,
})

function formsOf(text: string, name: string, encoded: boolean): Key[] {
  const decode = `Decode ${name} from base64 first.`
  const asText = `Use ${name} as plain text.`
  const hex = /^(?:[0-9a-f]{2})+$/i.test(text) ? [Buffer.from(text, 'hex')] : []
  return [
    encoded
      ? key(text, `${name} is used as text instead of being decoded from base64`, decode)
      : key(decoded(text), `${name} is decoded from base64 instead of being used as text`, asText),
    ...hex.map((bytes) => key(bytes, `${name} is decoded from hex`, encoded ? decode : asText)),
    key(
      Buffer.from(text).toString('base64'),
      `${name} is encoded in base64 again`,
      encoded ? decode : asText,
    ),
    key(
      decoded(decoded(text).toString('latin1')),
      `${name} is decoded from base64 twice`,
      encoded ? decode : asText,
    ),
    ...(encoded
      ? [
          key(decoded(text).toString('hex'), `${name} is used as hex digits of its bytes`, decode),
          key(decoded(text).toString('utf8'), `${name} is decoded to text, which loses bytes`, decode),
        ]
      : [key(Buffer.from(text).toString('hex'), `${name} is used as hex digits`, asText)]),
  ]
}

const decoded = (text: string) => Buffer.from(text, 'base64')

/** The setting's value with something around it that a file or a shell left there. */
function spoiled(text: string, name: string, encoded: boolean): Key[] {
  const without = (what: string) =>
    encoded
      ? `Remove ${thing(what)} and decode ${name} from base64: the key is its bytes.`
      : `Remove ${thing(what)}: the key is ${name} alone. Trim what you read from a file.`
  const around = spoilt(text).map(([value, what]) =>
    key(value, `${name} is used as text with ${what}`, without(what)),
  )
  const bare = text.trim()
  return [
    ...around,
    ...(bare === text
      ? []
      : [key(bare, `${name} is used without ${aroundIn(text, bare)}`, `Trim ${name} here, too.`)]),
    ...(encoded
      ? [
          key(
            Buffer.concat([decoded(text), Buffer.from('\n')]),
            `${name} has a newline after its bytes`,
            `Remove the newline: decode ${name} from base64, and nothing more.`,
          ),
        ]
      : []),
  ]
}

/** `a newline after it` as what is to be removed: `the newline after it`. */
const thing = (what: string) => what.replace(/^(?:an? )?/, 'the ').replace("the Python's", "Python's")

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
function mistaken({ provider, settings, values, name }: KeySource): Key[] {
  const right = settingName(provider, name)
  return settings.flatMap((setting) => {
    const value = values[setting.name]
    if (setting.name === name || !value || isPem(setting)) return []
    const when = `${settingName(provider, setting.name)} is the key, the wrong one of the two`
    const advice = `Sign with ${right}.`
    return [key(value, when, advice), key(decoded(value), `${when}, decoded from base64`, advice)]
  })
}

/** The same setting from another source: the wrong key of the two. */
function otherValues({ others }: KeySource, name: string, encoded: boolean): Key[] {
  return others.flatMap(({ value, from }) => {
    const when = `the key is the ${name} from ${from}, the wrong one of the two`
    const advice = `Use the same ${name} on both sides.`
    const right = encoded ? decoded(value) : Buffer.from(value)
    return [key(right, when, advice), ...(encoded ? [key(value, `${when}, and used as text`, advice)] : [])]
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
