import type { Variation } from '../standard.js'
import { text } from '../variations.js'
import type { AwsDraft } from './canonical.js'

/** Other methods, times and ways to join the parts. */
export const requestVariations: readonly Variation<AwsDraft>[] = [
  text('the method is in lower case', (draft) => ({ ...draft, method: draft.method.toLowerCase() })),
  text(
    'the canonical request has no empty line after its headers',
    (draft) => ({ ...draft, canonical: (whole) => whole.replace('\n\n', '\n') }),
    'End every header with a line end, the last too, and write SignedHeaders after an empty line.',
  ),
  text(
    'the canonical request is signed itself, not its SHA-256',
    (draft) => ({
      ...draft,
      stringToSign: ({ dateTime, scope }, whole) =>
        `AWS4-HMAC-SHA256\n${dateTime}\n${scope.join('/')}\n${whole}`,
    }),
    'Write the SHA-256 of the canonical request as the last line of the string to sign.',
  ),
  ...(
    [
      [-1, true],
      [1, true],
      [-1, false],
      [1, false],
    ] as const
  ).map(([seconds, all]) =>
    text<AwsDraft>(
      `X-Amz-Date is one second ${seconds < 0 ? 'earlier' : 'later'}${all ? '' : ' in the string to sign'}`,
      (draft) => ({
        ...draft,
        dateTime: later(draft.dateTime, seconds),
        ...(all && {
          headers: draft.headers.map(
            ([name, value]) =>
              [name, name.toLowerCase() === 'x-amz-date' ? later(value, seconds) : value] as const,
          ),
        }),
      }),
      'Read the clock once for each request.',
    ),
  ),
  text(
    'the date alone stands in the string to sign',
    (draft) => ({ ...draft, dateTime: draft.dateTime.slice(0, 8) }),
    'Write the whole time, as in X-Amz-Date.',
  ),
]

function later(dateTime: string, seconds: number): string {
  const [, y, mo, d, h, m, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(dateTime) ?? []
  const time = Date.parse(`${y}-${mo}-${d}T${h}:${m}:${s}Z`)
  return Number.isNaN(time)
    ? dateTime
    : new Date(time + seconds * 1000).toISOString().replace(/[:-]|\.\d{3}/g, '')
}
