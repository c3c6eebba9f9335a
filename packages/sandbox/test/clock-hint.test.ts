import { expect, it } from 'vitest'
import { clockHint } from '../src/clock-hint.js'

// Zones of the IANA time zone database.
it.each([
  [-7200, '', ': the local time of UTC+2 sent as UTC?'],
  [3601, '', ': the local time of UTC-1 sent as UTC, or a clock without daylight saving time?'],
  [-20_699, '', ': the local time of UTC+5:45 sent as UTC?'],
  [0, '1535617532115', ': milliseconds in place of seconds?'],
  [660, '1535616872', ''],
  [5400, '', ''],
])('%i seconds old, "%s": what is likely is said%s', (age, got, hint) => {
  expect(clockHint(age, got)).toBe(hint)
})
