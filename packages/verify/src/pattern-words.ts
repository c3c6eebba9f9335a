/** One piece of a pattern: a class or an escape, or a letter, and how often. */
const PIECE =
  /(\\[dws]|\[(?:[^\]\\]|\\.)+\]|\.)(\{\d{1,4}(?:,\d{0,4})?\}|[+*])?(\??)|\\(.)|([^\\[\](){}|?*+.^$])/gy

const CLASSES: Readonly<Record<string, string>> = {
  '\\d': 'digits',
  '[0-9]': 'digits',
  '[0-9a-f]': 'lower-case hex digits',
  '[0-9a-fA-F]': 'hex digits',
  '[0-9A-Fa-f]': 'hex digits',
  '[0-9A-Za-z]': 'letters and digits',
  '[A-Za-z0-9]': 'letters and digits',
  '[\\w-]': 'letters, digits, _ and -',
  '[0-9A-Za-z._-]': 'letters, digits, dots, _ and -',
  '[\\u0021-\\u007e]': 'printable ASCII characters without spaces',
  '[ !#-[\\]-~]': 'printable ASCII characters without double quotes and backslashes',
}

/**
 * What a text looks like that fits a pattern, for people: `13 digits`, `oauth_timestamp="…"`,
 * `00000000T000000Z`. Undefined if there are no plain words for it.
 */
export function patternInWords(pattern: string): string | undefined {
  const bare = pattern
    .replace(/^\^|\$$/g, '')
    .replace(/(?<!\\)\((?:\?:)?|(?<!\\)\)/g, '')
    .replace(/\\b/g, '')
  const pieces = [...bare.matchAll(PIECE)]
  if (pieces.length === 0 || pieces.reduce((sum, [text]) => sum + text.length, 0) !== bare.length)
    return undefined
  const [only] = pieces
  if (pieces.length === 1 && only?.[1] !== undefined) return kindInWords(only[1], only[2] ?? '')
  return pieces
    .map(([, kind, count = '', , escaped, letter]) => escaped ?? letter ?? sample(kind, count))
    .join('')
}

const SAMPLE = '5f1c2b7e9d3a4c60'

/** A text that fits a pattern, for people; undefined if none of the usual forms does. */
export function patternSample(pattern: RegExp): string | undefined {
  const all = [
    SAMPLE,
    SAMPLE.repeat(2),
    SAMPLE.repeat(4),
    '5f1c2b7e-9d3a-4c60-8f1c-2b7e9d3a4c60',
    '1700000000',
  ]
  return all.find((text) => pattern.test(text))
}

function kindInWords(kind: string, count: string): string | undefined {
  const words = CLASSES[kind]
  if (!words) return undefined
  const [, least, comma, most] = /^\{(\d{1,4})(,?)(\d{0,4})\}$/.exec(count) ?? []
  if (least === undefined) return count === '' ? undefined : `${words} only`
  if (comma === '') return `${least} ${words}`
  return most === '' ? `at least ${least} ${words}` : `${least} to ${most} ${words}`
}

/** What stands for a class within a text: zeros for digits of a fixed number. */
function sample(kind = '', count = ''): string {
  if (kind !== '\\d' && kind !== '[0-9]') return '…'
  if (count === '') return '0'
  const [, digits] = /^\{(\d{1,2})\}$/.exec(count) ?? []
  return digits === undefined ? '…' : '0'.repeat(Number(digits))
}
