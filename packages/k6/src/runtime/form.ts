import { CountersignError } from '@countersign/core/errors'

/**
 * An object as k6 sends it: a form, its names in the order of their UTF-8, its values as Go writes them. k6 does
 * this after us, so what is signed is made here.
 */
export function formOf(fields: object): string {
  const pairs: string[] = []
  const entries = Object.entries(fields).map(([name, value]) => [encoded(name), value] as const)
  for (const [name, value] of entries.sort(([left], [right]) => compare(left, right))) {
    for (const one of Array.isArray(value) ? value : [value])
      pairs.push(`${name}=${encoded(textOf(one, name))}`)
  }
  return pairs.join('&')
}

/** `application/x-www-form-urlencoded` as Go's `url.QueryEscape` has it. */
function encoded(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
}

/** The order of the bytes, as in Go: by code points, not by the halves of surrogate pairs. */
function compare(left: string, right: string): number {
  const [one, other] = [Array.from(decoded(left)), Array.from(decoded(right))]
  const at = one.findIndex((letter, index) => letter !== other[index])
  if (at < 0) return one.length - other.length
  return (one[at]?.codePointAt(0) ?? 0) - (other[at]?.codePointAt(0) ?? -1)
}

const decoded = (text: string) => decodeURIComponent(text.replaceAll('+', '%20'))

/** A value as Go's `%v` writes it. */
function textOf(value: unknown, name: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (value === null || value === undefined) return '<nil>'
  throw new CountersignError(
    'invalid-body',
    `The field "${decoded(name).slice(0, 60)}" of the body is neither text nor number: k6 would send Go's print of it. Use JSON.stringify for JSON.`,
  )
}

function numberText(value: number): string {
  if (Object.is(value, -0)) return '-0'
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  // k6 holds whole numbers of up to 53 bits as integers, and all others as floats.
  if (Number.isInteger(value) && Math.abs(value) <= 2 ** 53) return String(value)
  const { digits, power } = decimal(Math.abs(value))
  return (
    (value < 0 ? '-' : '') + (power >= -4 && power < 6 ? plain(digits, power) : scientific(digits, power))
  )
}

/** The fewest digits that tell a number from its neighbours, and the power of the first. */
function decimal(value: number): { digits: string; power: number } {
  const [mantissa = '', exponent = '0'] = shortest(value).split('e')
  const [whole = '', part = ''] = mantissa.split('.')
  const all = whole + part
  const first = all.search(/[1-9]/)
  return { digits: all.slice(first).replace(/0+$/, ''), power: Number(exponent) + whole.length - 1 - first }
}

/** k6 writes one number in some ten thousand as its neighbour; `toPrecision` it has right. */
function shortest(value: number): string {
  const text = String(value)
  if (Number(text) === value) return text
  return [15, 16, 17].map((digits) => value.toPrecision(digits)).find((one) => Number(one) === value) ?? text
}

function plain(digits: string, power: number): string {
  if (power < 0) return `0.${digits.padStart(digits.length - power - 1, '0')}`
  const rest = digits.slice(power + 1)
  return digits.slice(0, power + 1).padEnd(power + 1, '0') + (rest && `.${rest}`)
}

function scientific(digits: string, power: number): string {
  const rest = digits.slice(1)
  const exponent = String(Math.abs(power)).padStart(2, '0')
  return `${digits[0]}${rest && `.${rest}`}e${power < 0 ? '-' : '+'}${exponent}`
}
