import { createHash, createHmac } from 'node:crypto'
import { signatureOf } from './signatures.js'
import type { Node } from './syntax.js'
import { Unknown, type Value, type World } from './world.js'

/** What a node gives in a world. @throws {Unknown} if something of it is not known yet */
export function evaluate(node: Node, world: World): Value {
  if (node.op === 'text') return node.text
  if (node.op === 'ref') return named(node.name, world)
  return called(node, world)
}

function named(name: string, world: World): Value {
  const value = world.value(name)
  if (value !== undefined) return value
  const step = world.known.steps.get(name)
  return step ? evaluate(step, world) : (world.settings[name] ?? '')
}

type Call = Extract<Node, { op: 'call' }>

function called(node: Call, world: World): Value {
  const { name, args } = node
  const at = (place: number) => evaluate(args[place] as Node, world)
  const text = (place: number) => textOf(at(place))
  const all = () => args.map((arg) => evaluate(arg, world))
  const hash = /^(hmac-)?(md5|sha1|sha256|sha384|sha512)$/.exec(name)
  if (hash) return digest(hash[1] !== undefined, hash[2] as string, all())
  switch (name) {
    case 'header':
      return world.header(text(0))
    case 'hex':
      return bytesOf(at(0)).toString('hex')
    case 'base64':
      return bytesOf(at(0)).toString('base64')
    case 'base64url':
      return bytesOf(at(0)).toString('base64url')
    case 'from-hex':
      return Buffer.from(text(0), 'hex')
    case 'from-base64':
      return Buffer.from(text(0), 'base64')
    case 'lower':
      return text(0).toLowerCase()
    case 'upper':
      return text(0).toUpperCase()
    case 'trim':
      return text(0).trim()
    case 'encode':
      return encoded(text(0))
    case 'after':
      return following(text(0), text(1))
    case 'concat':
      return joined(all())
    case 'join':
      return all().slice(1).map(textOf).filter(Boolean).join(text(0))
    case 'if':
      return at(0).length > 0 ? at(1) : at(2)
    case 'is':
      return text(0) === text(1) ? 'true' : ''
    case 'sorted':
      return text(0).split('&').filter(Boolean).sort().join('&')
    case 'canonical':
      return canonical(text(0))
    case 'with':
      return withPairs(all().map(textOf))
    case 'nonce':
    case 'uuid':
      return claimedAt(node, world)
    default:
      return clock(name, args, world) ?? signatureOf(node, world, evaluate)
  }
}

function claimedAt(node: Node, world: World): Value {
  const value = world.claimed.get(node)
  if (value === undefined) throw new Unknown('its nonce')
  return value
}

function digest(isHmac: boolean, algorithm: string, values: readonly Value[]): Buffer {
  const [first, ...rest] = values.map(bytesOf) as [Buffer, ...Buffer[]]
  const hash = isHmac ? createHmac(algorithm, first) : createHash(algorithm).update(first)
  for (const part of rest) hash.update(part)
  return hash.digest()
}

function clock(name: string, args: readonly Node[], world: World): string | undefined {
  const date = () => new Date(world.clock())
  if (name === 'seconds') return String(Math.floor(world.clock() / 1000))
  if (name === 'milliseconds') return String(world.clock())
  if (name === 'iso') return date().toISOString()
  if (name === 'http-date') return date().toUTCString()
  const [pattern] = args
  if (name !== 'utc' || pattern?.op !== 'text') return undefined
  const [year = '', month = '', day = '', hour = '', minute = '', second = ''] = date()
    .toISOString()
    .split(/[-T:.]/)
  const parts: Readonly<Record<string, string>> = {
    YYYY: year,
    MM: month,
    DD: day,
    HH: hour,
    mm: minute,
    ss: second,
  }
  return pattern.text.replace(/YYYY|MM|DD|HH|mm|ss/g, (part) => parts[part] ?? '')
}

export const bytesOf = (value: Value): Buffer => (typeof value === 'string' ? Buffer.from(value) : value)

export function textOf(value: Value): string {
  if (typeof value === 'string') return value
  throw new Error('the body is not UTF-8, and text is needed')
}

function joined(values: readonly Value[]): Value {
  const texts = values.filter((value): value is string => typeof value === 'string')
  if (texts.length === values.length) return texts.join('')
  if (texts.every((one) => one === '')) return Buffer.concat(values.map(bytesOf))
  throw new Error('the body is not UTF-8, and text is needed')
}

/** What follows the first place of a text, or all of it. */
function following(start: string, text: string): string {
  const [before = '', ...rest] = text.split(start)
  return start === '' || rest.length === 0 ? text : text.slice(before.length + start.length)
}

/** RFC 3986 section 2.3. */
export const encoded = (text: string) =>
  [...Buffer.from(text)]
    .map((byte) =>
      UNRESERVED.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('')

const UNRESERVED = /^[A-Za-z0-9\-._~]$/

function canonical(query: string): string {
  const pairs = query
    .split('&')
    .filter(Boolean)
    .map((part) => {
      const [name = '', ...rest] = part.split('=')
      return [name, rest.join('=')].map((one) => encoded(decodeURIComponent(one.replaceAll('+', ' '))))
    })
  // A name ends before any letter that may follow it.
  return pairs
    .map(([name, value]) => `${name}\u0000${value}`)
    .sort()
    .map((pair) => pair.replace('\u0000', '='))
    .join('&')
}

function withPairs([query = '', ...rest]: readonly string[]): string {
  let all = query
  for (let at = 0; at < rest.length; at += 2)
    all += `${all === '' || all.endsWith('&') ? '' : '&'}${encoded(rest[at] ?? '')}=${encoded(rest[at + 1] ?? '')}`
  return all
}
