/** How a setting holds the bytes of a key. */
export type Stored = 'text' | 'base64' | 'hex'

const READ: Readonly<Record<Stored, (text: string) => Buffer | undefined>> = {
  text: (text) => Buffer.from(text),
  base64: (text) => Buffer.from(text, 'base64'),
  hex: (text) => (/^(?:[0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : undefined),
}
const ALL = ['text', 'base64', 'hex'] as const

/** The bytes of a text that is read in this way; undefined if it cannot be. */
export const bytesIn = (text: string, how: Stored): Buffer | undefined => READ[how](text)

/** How a setting is read to give these bytes; undefined if they are made of it in another way. */
export const storedAs = (text: string, bytes: Buffer): Stored | undefined =>
  ALL.find((how) => bytesIn(text, how)?.equals(bytes))

/** Every way to read a setting but the right one. */
export const otherReadings = (right: Stored) => ALL.filter((how) => how !== right)

/** What to do so that a setting is read as it should be. */
export const readingAdvice = (name: string, how: Stored): string =>
  how === 'text' ? `Use ${name} as plain text.` : `Decode ${name} from ${how}: its bytes are the key.`

/** `used as text instead of being decoded from hex`. */
export function insteadOf(wrong: Stored, right: Stored): string {
  if (wrong === 'text') return `used as text instead of being decoded from ${right}`
  return `decoded from ${wrong} instead of ${right === 'text' ? 'being used as text' : right}`
}
