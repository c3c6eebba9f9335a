import type { Step } from '@countersign/core'
import { differs, type Written } from './compare.js'
import type { Heard } from './lab-host.js'
import { namedValues, sameNames } from './named-values.js'
import { type Slot, Template } from './template.js'

/** The first thing in which a request differs from what signing it again gives. */
export interface Difference {
  /** The provider's step, or else the header or parameter. */
  readonly name: string
  readonly expected: string
  /** Undefined if the request has nothing there. */
  readonly sent: string | undefined
  /** All values in it are as expected: only the text around them is not. */
  readonly isSpelling?: boolean
}

/** A signature in a request, and how to find it again in what another way of signing writes. */
export interface Target {
  readonly written: Written
  readonly expected: string
  readonly sent: string
  /** The signature in another value of this header or parameter. */
  read(text: string): string | undefined
}

export interface Differences {
  readonly first: Difference
  /** The signature itself is the one that was sent. */
  readonly isRight: boolean
  /** The signature, if that is among what differs. */
  readonly target?: Target
}

/** All forms in which bytes are written. */
export const formsOf = (bytes: Buffer): string[] => {
  const [hex, base64] = [bytes.toString('hex'), bytes.toString('base64')]
  return [hex, hex.toUpperCase(), base64, base64.replace(/=/g, ''), bytes.toString('base64url')]
}

// What core traces of every request is not written into it.
const COMMON = new Set(['provider', 'why', 'how'])
// Shorter texts are found where they are not meant.
const SHORTEST = 4

/** What differs, by the provider's steps if they stand in what it writes. Undefined if nothing does. */
export function differencesOf(
  written: readonly Written[],
  steps: readonly Step[],
  heard: Heard,
): Differences | undefined {
  const signatures = signaturesOf(heard)
  const pieces = piecesOf(steps, heard, signatures)
  const order = new Map([...pieces.keys()].map((text, at) => [text, at]))
  const found = written.filter(differs).flatMap((one) => within(one, [...pieces.values()]))
  const rank = ({ piece }: Found) => (piece === undefined ? pieces.size : (order.get(piece) ?? pieces.size))
  const [first] = [...found].sort((one, other) => rank(one) - rank(other))
  if (!first) return undefined
  const target = targetOf(written, found, signatures)
  const isRight = !target && isWritten(written, signatures) && written.every(({ sent }) => sent !== undefined)
  return { first: first.difference, isRight, ...(target && { target }) }
}

/** The header or parameter of the signature, if the request has nothing there. */
export function missingSignature(written: readonly Written[], heard: Heard): Written | undefined {
  const signatures = [...signaturesOf(heard)]
  return written.find(
    ({ sent, expected }) => sent === undefined && signatures.some((text) => expected.includes(text)),
  )
}

/** The outputs that make the signature: of a private key, or else of the last hash or HMAC. */
function signaturesOf({ calls, signed }: Heard): ReadonlySet<string> {
  const last = signed.at(-1)?.output ?? calls.at(-1)?.output
  return new Set(last ? formsOf(last) : [])
}

/** The pieces that may stand in a header, by their text, in the order of the steps. */
function piecesOf(
  steps: readonly Step[],
  { calls, signed }: Heard,
  signatures: ReadonlySet<string>,
): Map<string, Slot> {
  const pieces = new Map<string, Slot>()
  const add = (name: string, text: string) => {
    if (text.length >= SHORTEST && !pieces.has(text)) pieces.set(text, { name, text })
  }
  for (const { name, value } of steps) if (!COMMON.has(name)) add(name, String(value))
  for (const { output } of [...calls, ...signed])
    for (const text of formsOf(output)) add(signatures.has(text) ? 'signature' : '', text)
  return pieces
}

interface Found {
  readonly written: Written
  readonly difference: Difference
  /** The text of the piece that differs. */
  readonly piece?: string
  readonly read: (text: string) => string | undefined
}

/** The pieces of one header or parameter that differ, or all of it. */
function within(written: Written, pieces: readonly Slot[]): Found[] {
  const { name, expected, sent } = written
  const byName = withinNamed(written, pieces)
  if (byName) return byName
  const template = new Template(expected, pieces)
  const values = sent === undefined ? undefined : template.read(sent)
  const differing = (values ?? []).flatMap((value, at): Found[] => {
    const slot = template.slots[at] as Slot
    if (value === slot.text) return []
    const read = (text: string) => template.read(text)?.[at]
    const difference = { name: slot.name || name, expected: slot.text, sent: value }
    return [{ written, difference, piece: slot.text, read }]
  })
  return differing.length > 0
    ? differing
    : [{ written, difference: { name, expected, sent }, read: (text) => text }]
}

/** The values that differ in a header that holds values by name; undefined if it does not. */
function withinNamed(written: Written, pieces: readonly Slot[]): Found[] | undefined {
  const { kind, name, expected, sent } = written
  const own = kind === 'header' && sent !== undefined ? namedValues(expected) : undefined
  const theirs = own && namedValues(sent ?? '')
  if (!own || !theirs || !sameNames(own, theirs)) return undefined
  const found = [...own.values].flatMap(([key, text]): Found[] => {
    const value = theirs.values.get(key)
    if (value === text) return []
    const read = (other: string) => namedValues(other)?.values.get(key)
    const named = pieces.find((piece) => piece.text === text)?.name
    return [{ written, difference: { name: named || key, expected: text, sent: value }, piece: text, read }]
  })
  if (found.length > 0) return found
  return [{ written, difference: { name, expected, sent, isSpelling: true }, read: (text) => text }]
}

const isWritten = (written: readonly Written[], signatures: ReadonlySet<string>) =>
  written.some(({ expected }) => [...signatures].some((text) => expected.includes(text)))

/** The signature if it differs. One within another encoding, a token say, is not found as a piece: what differs last is it. */
function targetOf(
  written: readonly Written[],
  found: readonly Found[],
  signatures: ReadonlySet<string>,
): Target | undefined {
  const isVisible = isWritten(written, signatures)
  const signature = found.find(({ piece }) => piece !== undefined && signatures.has(piece))
  const whole = found.find(
    ({ piece, difference: { isSpelling }, written: { expected } }) =>
      piece === undefined && !isSpelling && [...signatures].some((text) => expected.includes(text)),
  )
  const last = signature ?? whole ?? (isVisible || signatures.size === 0 ? undefined : found.at(-1))
  if (!last || last.difference.sent === undefined) return undefined
  const { expected, sent } = last.difference
  return { written: last.written, expected, sent, read: last.read }
}
