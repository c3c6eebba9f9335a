import { printable, unrendered } from '../described.js'
import type { ReadCall } from '../reading.js'
import { type Checklist, unexpected } from './checklist.js'

/** `1535617532.115`, as the vendor's scripts write milliseconds divided by 1000. */
export const isFractionOfSeconds = (text: string): boolean => /^\d{9,10}\.\d{1,6}$/.test(text)

/** What is wrong with a nonce that is not letters and digits. */
export function nonceProblem(nonce: string, call: Pick<ReadCall, 'values'>): string {
  const found = unexpected(nonce, 'imburse', call)
  if (!found.startsWith('it has')) return found
  const others = [...new Set(nonce.replace(/[0-9A-Za-z]/g, ''))].slice(0, 5)
  return `it holds ${others.map((letter) => `"${printable(letter)}"`).join(', ')}; expected letters and digits only`
}

/** The time in seconds, also if it is in another unit, which is a problem for the list. */
export function timestampOf(
  text: string,
  list: Checklist | undefined,
  call: Pick<ReadCall, 'values'>,
): number | undefined {
  const { seconds, unit } = unitOf(text)
  const expected = seconds === undefined ? '' : ` (${seconds})`
  const found = unit ? `"${text}" is ${unit}` : notATime(text, call)
  list?.check('timestamp', seconds !== undefined && !unit, `${found}; expected whole seconds${expected}`)
  return seconds
}

function notATime(text: string, call: Pick<ReadCall, 'values'>): string {
  if (unrendered(text)) return `${unrendered(text)} was not filled in`
  const found = unexpected(text, 'imburse', call)
  return found.startsWith('it has') ? `${found}, and is not a time` : found
}

/** The whole seconds that a text stands for, and its unit if that is not seconds. */
function unitOf(text: string): { seconds?: number; unit?: string } {
  const value = Number(text)
  if (/^(0|[1-9]\d{0,10})$/.test(text)) return { seconds: value }
  if (/^\d{1,10}\.\d{1,20}$/.test(text))
    return { seconds: Math.floor(value), unit: 'in seconds with a fraction' }
  if (/^\d{12,14}(\.\d{1,20})?$/.test(text))
    return { seconds: Math.floor(value / 1000), unit: 'in milliseconds' }
  const date = /^\d{4}-\d\d-\d\dT[\d:.]{5,18}(Z|[+-]\d\d:\d\d)$/.test(text)
    ? Date.parse(text) / 1000
    : Number.NaN
  return Number.isNaN(date) ? {} : { seconds: Math.floor(date), unit: 'a date' }
}
