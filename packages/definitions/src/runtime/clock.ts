import { uuid as uuidOf } from '@countersign/core/encode'
import type { Context, Run } from './context.js'

const wholeSeconds = (context: Context) => Math.floor(context.now())
/** The clock's seconds are a binary fraction, which may lie a ten-thousandth below the millisecond that is meant. */
const wholeMilliseconds = (context: Context) => Math.floor(context.now() * 1000 + 0.0002)

export const seconds: Run = (context) => String(wholeSeconds(context))
export const milliseconds: Run = (context) => String(wholeMilliseconds(context))
export const iso: Run = (context) => new Date(wholeMilliseconds(context)).toISOString()
export const httpDate: Run = (context) => new Date(wholeSeconds(context) * 1000).toUTCString()

const PLACES: Readonly<Record<string, readonly [from: number, to: number]>> = {
  YYYY: [0, 4],
  MM: [5, 7],
  DD: [8, 10],
  HH: [11, 13],
  mm: [14, 16],
  ss: [17, 19],
}

/** @example utc('YYYYMMDDTHHmmssZ') */
export const utc =
  (pattern: string): Run =>
  (context) => {
    const date = new Date(wholeSeconds(context) * 1000).toISOString()
    return pattern.replace(/YYYY|MM|DD|HH|mm|ss/g, (part) =>
      date.slice(...(PLACES[part] as [number, number])),
    )
  }

export const nonce =
  (digits: number): Run =>
  ({ host }) =>
    host.nonce(digits)
export const uuid: Run = ({ host }) => uuidOf(host)
