import { plainCodec } from '../bytes.js'
import type { Bytes } from '../message.js'
import { children, type Der, readOne, SEQUENCE } from './der.js'

const NAMES: Record<string, string> = { '3': 'CN', '6': 'C', '7': 'L', '8': 'ST', '10': 'O', '11': 'OU' }

/** What {@link readCertificate} reads: the key as DER, the holder's name, and from when to when it is valid, in ms since 1970. */
export interface Certificate {
  readonly spki: Bytes
  readonly subject: string
  readonly notBefore: number
  readonly notAfter: number
}

/** What is needed of an X.509 certificate (RFC 5280 section 4.1): its key, its holder, its times. */
export function readCertificate(der: Bytes): Certificate {
  const [toBeSigned] = children(readOne(der, SEQUENCE))
  const fields = children(toBeSigned)
  // The version is optional, in [0]; then serial, signature, issuer, validity, subject, key.
  const [, , , validity, subject, key] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields
  const [notBefore, notAfter] = children(validity).map(timeOf)
  if (!key || !subject || notBefore === undefined || notAfter === undefined)
    throw new Error('a part is missing')
  return { spki: key.whole, subject: nameOf(subject), notBefore, notAfter }
}

/** UTCTime or GeneralizedTime (RFC 5280 section 4.1.2.5), as seconds since 1970. */
function timeOf({ tag, content }: Der): number {
  const text = plainCodec.text(content)
  const digits = tag === 0x17 ? `${text.slice(0, 2) < '50' ? '20' : '19'}${text}` : text
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits) ?? []
  if (!year) throw new Error('a time that is not DER')
  return (
    Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) /
    1000
  )
}

/** A distinguished name for people: `CN=client, O=Example`. */
function nameOf(name: Der): string {
  const parts = children(name).flatMap((set) => children(set).map(attributeOf))
  return parts.join(', ').slice(0, 200)
}

function attributeOf(attribute: Der): string {
  const [type, value] = children(attribute)
  const [first, second, last] = type?.content ?? new Uint8Array()
  const known = first === 0x55 && second === 0x04 ? NAMES[String(last)] : undefined
  // BMPString is rare enough to be shown as it is not: people know their own certificate by the rest.
  const text = value?.tag === 0x1e || !value ? '…' : plainCodec.text(value.content)
  return `${known ?? 'other'}=${text.replace(/[^\u0020-\u007e\u00a0-\uffff]/g, '�')}`
}
