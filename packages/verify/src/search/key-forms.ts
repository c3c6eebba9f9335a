import { aroundIn, spoilt } from '../around.js'
import { type Key, key } from './key.js'
import { bytesIn, insteadOf, otherReadings, readingAdvice, type Stored } from './stored.js'

/** The setting of the key, read or written in another way than the provider reads it. */
export function formsOf(text: string, name: string, stored: Stored): Key[] {
  const advice = readingAdvice(name, stored)
  const as = (bytes: Buffer | string | undefined, how: string, what = advice): Key[] =>
    bytes === undefined ? [] : [key(bytes, `${name} is ${how}`, what)]
  const letters = stored === 'text' ? `Use ${name} letter for letter: capitals count.` : advice
  return [
    ...otherReadings(stored).flatMap((how) => as(bytesIn(text, how), insteadOf(how, stored))),
    ...(stored === 'base64' ? [] : recased(text)).flatMap(([other, how]) =>
      as(other, `used as text in ${how} case`, letters),
    ),
    ...as(Buffer.from(text).toString('base64'), 'encoded in base64 again'),
    ...(stored === 'text' ? as(Buffer.from(text).toString('hex'), 'used as hex digits') : []),
    ...ofBytes(bytesIn(text, stored), stored).flatMap(([bytes, how]) => as(bytes, how)),
    ...twice(text).flatMap(([bytes, how]) => as(bytes, how)),
  ]
}

const recased = (text: string): [other: string, how: string][] =>
  [
    [text.toUpperCase(), 'upper'] as [string, string],
    [text.toLowerCase(), 'lower'] as [string, string],
  ].filter(([other]) => other !== text)

/** What is made of the bytes after they were decoded. */
function ofBytes(bytes: Buffer | undefined, stored: Stored): [bytes: Buffer | string, how: string][] {
  if (!bytes || stored === 'text') return []
  const hex = bytes.toString('hex')
  return [
    [hex, 'used as hex digits of its bytes'],
    [hex.toUpperCase(), 'used as hex digits of its bytes, in capitals'],
    [bytes.toString('base64'), 'used as base64 of its bytes'],
    [bytes.toString('utf8'), 'decoded to text, which loses bytes'],
  ]
}

function twice(text: string): [bytes: Buffer | undefined, how: string][] {
  const again = (first: 'base64' | 'hex', second: 'base64' | 'hex') => {
    const once = bytesIn(text, first)
    return once && bytesIn(once.toString('latin1'), second)
  }
  return [
    [again('base64', 'base64'), 'decoded from base64 twice'],
    [again('hex', 'hex'), 'decoded from hex twice'],
    [again('base64', 'hex'), 'decoded from base64 and then from hex'],
    [again('hex', 'base64'), 'decoded from hex and then from base64'],
  ]
}

/** The setting's value with something around it that a file or a shell left there. */
export function spoiled(text: string, name: string, stored: Stored): Key[] {
  const without = (what: string) =>
    stored === 'text'
      ? `Remove ${thing(what)}: the key is ${name} alone. Trim what you read from a file.`
      : `Remove ${thing(what)} and decode ${name} from ${stored}: the key is its bytes.`
  const around = spoilt(text).map(([value, what]) =>
    key(value, `${name} is used as text with ${what}`, without(what)),
  )
  const bare = text.trim()
  const trimmed =
    bare === text
      ? []
      : [key(bare, `${name} is used without ${aroundIn(text, bare)}`, `Trim ${name} here, too.`)]
  return [...around, ...trimmed, ...lineEndAfter(text, name, stored)]
}

/** A line end after the decoded bytes. */
function lineEndAfter(text: string, name: string, stored: Stored): Key[] {
  const bytes = stored === 'text' ? undefined : bytesIn(text, stored)
  if (!bytes) return []
  const advice = `Remove the newline: decode ${name} from ${stored}, and nothing more.`
  return [key(Buffer.concat([bytes, Buffer.from('\n')]), `${name} has a newline after its bytes`, advice)]
}

/** `a newline after it` as what is to be removed: `the newline after it`. */
const thing = (what: string) => what.replace(/^(?:an? )?/, 'the ').replace("the Python's", "Python's")

// Lengths to which fields and columns cut a text.
const LENGTHS = [16, 20, 24, 32, 40, 48, 64, 128]

/** The beginning of the setting alone, or all but its first character. */
export function cutOff(text: string, name: string): Key[] {
  const { length } = text
  const advice = `Use all of ${name}: the one used here has ${length} characters.`
  const kept = [...new Set([length - 1, ...LENGTHS])].filter((most) => most >= SHORTEST && most < length)
  return [
    ...kept.map((most) => key(text.slice(0, most), `${name} is cut off after ${most} characters`, advice)),
    ...(length > SHORTEST ? [key(text.slice(1), `${name} is used without its first character`, advice)] : []),
  ]
}

const SHORTEST = 8
