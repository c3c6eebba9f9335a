import { encoded, evaluate } from './evaluate.js'
import type { Node } from './syntax.js'
import { asText, Unknown, type Value, type World } from './world.js'

/** A piece of a text that came: what must stand there, or what is to be learned from what stands there. */
type Piece =
  | { readonly literal: string }
  | { readonly oneOf: readonly string[] }
  | { readonly hole: Node; readonly mayBeEmpty?: boolean; readonly before?: string }

/** Longer texts are not taken apart. */
const LONGEST = 16_384

/**
 * Learns from a text that came what it tells of the client: its clock, nonces, steps. False if the text is not of the
 * form that the definition gives it.
 */
export function takeApart(node: Node, text: string, world: World): boolean {
  if (text.length > LONGEST) return false
  const pieces = piecesOf(node, world)
  const found = patternOf(pieces, world, false).exec(text) ?? patternOf(pieces, world, true).exec(text)
  if (!found) return false
  const holes = pieces.flatMap((piece) => ('hole' in piece ? [piece.hole] : []))
  return holes.every((hole, at) => learn(hole, found[at + 1] ?? '', world))
}

/** What is known is a literal; what is not is a hole. Steps and settings stay holes, so that they can be named. */
function piecesOf(node: Node, world: World): Piece[] {
  if (node.op === 'text') return [{ literal: node.text }]
  if (node.op === 'ref') return [{ hole: node, ...(isMaybeEmpty(node) && { mayBeEmpty: true }) }]
  if (node.name === 'concat') return node.args.flatMap((arg) => piecesOf(arg, world))
  if (node.name === 'if') return chosen(node, world)
  if (node.name === 'join') return joinedPieces(node.args, world)
  const value = valueIfKnown(node, world)
  return typeof value === 'string' && !DRAWS.has(node.name) ? [{ literal: value }] : [{ hole: node }]
}

const isMaybeEmpty = ({ name }: { name: string }) => name === 'query' || name === 'body'
const DRAWS = new Set(['seconds', 'milliseconds', 'iso', 'http-date', 'utc', 'nonce', 'uuid'])

function chosen(node: Extract<Node, { op: 'call' }>, world: World): Piece[] {
  const [condition, yes, no] = node.args as [Node, Node, Node]
  const asked = valueIfKnown(condition, world)
  if (asked === undefined) return eitherOf(node, yes, no)
  return piecesOf(asked.length > 0 ? yes : no, world)
}

/** What follows a query decides nothing of it: `{query}{if(query, "&", "")}t={time}`. */
const eitherOf = (node: Node, yes: Node, no: Node): Piece[] =>
  yes.op === 'text' && no.op === 'text' ? [{ oneOf: [yes.text, no.text] }] : [{ hole: node }]

function joinedPieces([between, ...parts]: readonly Node[], world: World): Piece[] {
  const glue = String(evaluate(between as Node, world))
  const all: Piece[] = []
  for (const part of parts) {
    if (valueIfKnown(part, world) === '') continue
    const [first, ...rest] = piecesOf(part, world)
    if (!first) continue
    if (all.length === 0) all.push(first)
    else if ('hole' in first && first.mayBeEmpty) all.push({ ...first, before: glue })
    else all.push({ literal: glue }, first)
    all.push(...rest)
  }
  return all
}

function valueIfKnown(node: Node, world: World): Value | undefined {
  try {
    return evaluate(node, world)
  } catch (thrown) {
    if (thrown instanceof Unknown) return undefined
    throw thrown
  }
}

/** @param isLoose a setting may differ from the one the client should have */
function patternOf(pieces: readonly Piece[], world: World, isLoose: boolean): RegExp {
  const source = pieces.map((piece) => {
    if ('literal' in piece) return escaped(piece.literal)
    if ('oneOf' in piece) return `(?:${piece.oneOf.map(escaped).join('|')})`
    const group = `(${groupOf(piece.hole, world, isLoose)})`
    return piece.before === undefined ? group : `(?:${escaped(piece.before)}${group})?`
  })
  return new RegExp(`^${source.join('')}$`, 's')
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

function groupOf(hole: Node, world: World, isLoose: boolean): string {
  if (hole.op === 'text') return escaped(hole.text)
  if (hole.op === 'call') return hole.name === 'seconds' || hole.name === 'milliseconds' ? '\\d{1,16}' : '.*?'
  const step = world.known.steps.get(hole.name)
  if (step) return step.op === 'call' && DRAWS.has(step.name) ? groupOf(step, world, isLoose) : '.*?'
  const setting = world.settings[hole.name]
  return setting === undefined || isLoose ? '.*?' : escaped(setting)
}

/** Learns what stands in a hole. False if it cannot be that. */
function learn(node: Node, text: string, world: World): boolean {
  if (node.op === 'text') return node.text === text
  if (node.op === 'ref') return learnName(node.name, text, world)
  if (DRAWS.has(node.name)) return learnDraw(node, text, world)
  const [first] = node.args as [Node]
  if (node.name === 'with') return learnQuery(node.args, text, world)
  if (node.name === 'if') return learnIf(node.args, text, world)
  if (node.name === 'encode') return learn(first, decoded(text), world)
  if (node.name === 'lower' || node.name === 'upper' || node.name === 'trim') return learn(first, text, world)
  if (node.name === 'hex' || node.name === 'base64' || node.name === 'base64url')
    return learnBytes(first, Buffer.from(text, node.name), world)
  if (node.name === 'jws') return learnJws(node, text, world)
  return node.name !== 'concat' && node.name !== 'join' ? true : takeApart(node, text, world)
}

function learnIf([condition, yes, no]: readonly Node[], text: string, world: World): boolean {
  const asked = valueIfKnown(condition as Node, world)
  return asked === undefined || learn((asked.length > 0 ? yes : no) as Node, text, world)
}

function learnName(name: string, text: string, world: World): boolean {
  if (name === 'query') world.query ??= text
  else if (name === 'body') world.body ??= text
  else if (name === 'token') world.token ??= text
  else {
    world.arrived.set(name, text)
    const step = world.known.steps.get(name)
    // Another value is reported by its step, and not by the form of the whole.
    if (step) learn(step, text, world)
  }
  return true
}

const PATTERN_OF: Readonly<Record<string, string>> = {
  YYYY: '(?<y>\\d{4})',
  MM: '(?<M>\\d\\d)',
  DD: '(?<d>\\d\\d)',
  HH: '(?<h>\\d\\d)',
  mm: '(?<m>\\d\\d)',
  ss: '(?<s>\\d\\d)',
}

function learnDraw(node: Extract<Node, { op: 'call' }>, text: string, world: World): boolean {
  if (node.name === 'nonce' || node.name === 'uuid') {
    world.claimed.set(node, text)
    return text !== ''
  }
  if (!isWhole(node)) return true
  const isExact = node.name === 'milliseconds' || node.name === 'iso'
  const time = timeOf(node, text)
  if (Number.isNaN(time)) return false
  if (world.now === undefined || (isExact && !world.isExact)) [world.now, world.isExact] = [time, isExact]
  return true
}

function timeOf({ name, args }: Extract<Node, { op: 'call' }>, text: string): number {
  if (name === 'seconds') return Number(text) * 1000
  if (name === 'milliseconds') return Number(text)
  if (name !== 'utc') return Date.parse(text)
  const [pattern] = args
  const source = pattern?.op === 'text' ? escaped(pattern.text) : ''
  const parts = new RegExp(`^${source.replace(/YYYY|MM|DD|HH|mm|ss/g, (part) => PATTERN_OF[part] ?? '')}$`)
  const { y, M, d, h, m, s } = parts.exec(text)?.groups ?? {}
  return Date.parse(`${y}-${M}-${d}T${h}:${m}:${s}Z`)
}

/** A date without its time tells too little of the clock. */
const isWhole = ({ name, args: [pattern] }: Extract<Node, { op: 'call' }>) =>
  name !== 'utc' ||
  (pattern?.op === 'text' &&
    ['YYYY', 'MM', 'DD', 'HH', 'mm', 'ss'].every((part) => pattern.text.includes(part)))

function learnBytes(node: Node, bytes: Buffer, world: World): boolean {
  if (node.op === 'call' && /^(rsa|ecdsa|ed25519)/.test(node.name)) {
    world.claimed.set(node, bytes)
    return true
  }
  const text = asText(bytes)
  const isText =
    typeof text === 'string' &&
    (node.op === 'ref' || (node.op === 'call' && (node.name === 'concat' || node.name === 'join')))
  return isText ? learn(node, text, world) : true
}

function learnJws(node: Extract<Node, { op: 'call' }>, text: string, world: World): boolean {
  world.claimed.set(node, text)
  const [, claims] = node.args as [Node, Node]
  const [, part = ''] = text.split('.')
  return learnBytes(claims, Buffer.from(part, 'base64url'), world)
}

/** `with(query, name, value, …)`: its parameters are the last ones, in order. */
function learnQuery([query, ...pairs]: readonly Node[], text: string, world: World): boolean {
  const count = pairs.length / 2
  const parts = text.split('&')
  const own = parts.splice(Math.max(0, parts.length - count))
  const rest = parts.join('&')
  const isTold = own.every((part, at) => {
    const [name = '', ...value] = part.split('=')
    return (
      encoded(String(evaluate(pairs[2 * at] as Node, world))) === name &&
      learn(pairs[2 * at + 1] as Node, decoded(value.join('=')), world)
    )
  })
  return isTold && own.length === count && learn(query as Node, rest, world)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
