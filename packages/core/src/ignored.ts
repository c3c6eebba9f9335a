/**
 * Default_Ignorable_Code_Point of Unicode, white space and controls: what browsers, resolvers and IDNA drop. First and
 * last of each range.
 */
const DROPPED: readonly (readonly [number, number])[] = [
  [0x00, 0x20],
  [0x7f, 0xa0],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x206f],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfff8],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
]

const isDropped = (code: number) => DROPPED.some(([first, last]) => code >= first && code <= last)

/** A text without what tools drop from the name of a host. */
export const withoutIgnored = (text: string) =>
  Array.from(text)
    .filter((letter) => !isDropped(letter.codePointAt(0) as number))
    .join('')
