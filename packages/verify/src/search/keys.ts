import { isPem, type Setting, settingName, type Values } from '@countersign/core'
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
    ...mistaken(source),
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
  const advice = 'Remove it.'
  const around: [string, string][] = [
    [`${text}\n`, 'a newline after it'],
    [`${text}\r\n`, 'a CRLF after it'],
    [` ${text}`, 'a space before it'],
    [`${text} `, 'a space after it'],
    [`"${text}"`, 'quotes around it'],
    [`'${text}'`, 'quotes around it'],
    [`\ufeff${text}`, 'a byte order mark before it'],
  ]
  const one = around.map(([value, what]) => key(value, `${name} is used as text with ${what}`, advice))
  return [
    ...one,
    ...(encoded
      ? [
          key(
            Buffer.concat([decoded(text), Buffer.from('\n')]),
            `${name} has a newline after its bytes`,
            advice,
          ),
        ]
      : []),
  ]
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
