import { clockHint } from '../clock-hint.js'
import type { Incoming } from '../incoming.js'
import { checks, hidden, refusals } from '../refusal.js'
import type { ReplayGuard } from '../replay-guard.js'
import { timingSafeEqual } from '../timing-safe-equal.js'
import type { Known, SentHeader } from './definition.js'
import { evaluate } from './evaluate.js'
import type { Node } from './syntax.js'
import { takeApart } from './take-apart.js'
import { Unknown, type Value, World } from './world.js'

const check = checks(401, 'unauthorized')
const refuse = refusals(401, 'unauthorized')

/** A definition, and the texts that came in a form or in JSON. */
export interface Claimed extends Known {
  readonly members?: readonly SentMember[]
}

export interface SentMember {
  readonly name: string
  readonly node: Node
  readonly came: string
}

/** What a verification holds against. */
export interface Against {
  readonly settings: Readonly<Record<string, string>>
  readonly clock: () => number
  readonly remember: number
  readonly nonces: ReplayGuard
}

/** Takes a request apart by its definition and makes every step anew. @throws {Refusal} at the first that differs */
export function verify(known: Claimed, request: Incoming, against: Against): World {
  const [first, ...others] = variants(known, request)
  try {
    return verifyAs(first ?? {}, known, request, against)
  } catch (thrown) {
    for (const headers of others)
      if (passes(headers, known, request, against)) return new World(known, against.settings, request)
    throw thrown
  }
}

type Headers = Readonly<Record<string, string>>

function passes(
  headers: Headers,
  known: Claimed,
  { examination: _, ...request }: Incoming,
  against: Against,
): boolean {
  try {
    verifyAs(headers, known, request, against)
    return true
  } catch {
    return false
  }
}

/** Senders of webhooks may sign by several keys, and list the signatures: `v1,a v1,b`, `t=1,v1=a,v1=b`. */
function variants({ isWebhook, headers }: Known, request: Incoming): Headers[] {
  const all: Headers[] = [{}]
  for (const { name } of isWebhook ? headers : []) {
    const text = request.headers[name.toLowerCase()]?.[0] ?? ''
    const [time = '', ...items] = text.split(',')
    const forms = [...text.split(' '), ...items.map((item) => `${time},${item}`)]
    if (forms.length > 1)
      all.push(...forms.slice(0, MOST_SIGNATURES).map((form) => ({ [name.toLowerCase()]: form })))
  }
  return all
}

const MOST_SIGNATURES = 16

function verifyAs(headers: Headers, known: Claimed, request: Incoming, against: Against): World {
  const instead = Object.entries(headers).map(([name, value]) => [name, [value]])
  const changed = { ...request, headers: { ...request.headers, ...Object.fromEntries(instead) } }
  const world = new World(known, against.settings, changed)
  // Twice: what the first round learned may decide an `if` of the second.
  for (const isLast of [false, true]) learnAll(known, world, isLast)
  checkSettings(known, world)
  checkTime(known, world, against)
  checkSteps(known, world)
  checkSent(known, world)
  checkNonces(known, world, against)
  return world
}

function learnAll(known: Claimed, world: World, isLast: boolean): void {
  for (const header of known.headers) learnHeader(header, world, isLast)
  for (const { name, node, came } of known.members ?? []) learnText(name, node, came, world, isLast)
  if (known.query)
    learnText('query', known.query, /^[^?]*\?(.*)$/s.exec(world.request.target)?.[1] ?? '', world, isLast)
  if (known.body) learnText('body', known.body, world.request.body.toString(), world, isLast)
}

function learnHeader({ name, node, optional }: SentHeader, world: World, isLast: boolean): void {
  if (world.has(name)) learnText(name, node, world.header(name), world, isLast)
  else if (isLast && !optional)
    refuse(name, `The header ${name} is missing.`, { expected: `a header ${name}`, got: 'none' })
}

function learnText(name: string, node: Node, text: string, world: World, isLast: boolean): void {
  if (takeApart(node, text, world) || !isLast) return
  refuse(name, `${name} is not of the form that the definition gives it.`, {
    expected: `the form of ${name}`,
    got: hidden(text),
  })
}

function checkSettings(known: Known, world: World): void {
  for (const { name, secret } of known.settings) {
    const came = world.arrived.get(name)
    if (came === undefined) continue
    const own = world.settings[name] ?? ''
    const finding = { expected: secret ? `the ${name} of this account` : own, got: hidden(came) }
    check(world.request, timingSafeEqual(came, own), name, `${name} is not the one of this account.`, finding)
  }
}

function checkTime({ maxAge, maxAhead = maxAge }: Known, { now, request }: World, { clock }: Against): void {
  if (now === undefined || maxAge === undefined || maxAhead === undefined) return
  const age = clock() - now / 1000
  // A time in whole seconds may be almost one older than it says.
  check(request, age < maxAge + 1, 'maxAge', `The request is ${Math.floor(age)} s old.`, {
    expected: `at most ${maxAge} s`,
    got: `${Math.floor(age)} s${clockHint(age)}`,
  })
  check(request, -age <= maxAhead, 'clock', `The request is ${Math.ceil(-age)} s ahead.`, {
    expected: `at most ${maxAhead} s ahead`,
    got: `${Math.ceil(-age)} s${clockHint(age)}`,
  })
}

/** Each step that was written is compared with the same step made anew, in order. */
function checkSteps(known: Known, world: World): void {
  for (const [name, node] of known.steps) {
    const came = world.arrived.get(name)
    const made = madeAnew(name, node, world, came)
    const shown = typeof made === 'string' ? made : made.toString('hex')
    const isSecret = showsSecret(node, known)
    world.request.examination?.step(name, isSecret ? hidden(shown) : shown, came)
    if (came === undefined || typeof made !== 'string') continue
    check(world.request, timingSafeEqual(came, made), name, `The step ${name} differs.`, {
      expected: isSecret ? hidden(made) : made,
      got: shownCame(came, world),
    })
  }
}

function madeAnew(name: string, node: Node, world: World, came: string | undefined): Value {
  try {
    return evaluate(node, world)
  } catch (thrown) {
    const why = thrown instanceof Unknown ? `${thrown.what} is not in the request` : (thrown as Error).message
    return refuse(name, `The step ${name} cannot be made again: ${why}.`, {
      expected: 'a step that can be made',
      got: came === undefined ? 'nothing' : hidden(came),
    })
  }
}

function showsSecret(node: Node, known: Known): boolean {
  if (node.op === 'text') return false
  if (node.op === 'ref') {
    const step = known.steps.get(node.name)
    return step
      ? showsSecret(step, known)
      : known.settings.some(({ name, secret }) => secret && name === node.name)
  }
  if (/^(hmac-|sha|md5|rsa|ecdsa|ed25519|is$)/.test(node.name)) return false
  return node.args.some((arg) => showsSecret(arg, known))
}

/** What came, unless a secret of the account stands in it: people put values in the wrong places. */
function shownCame(came: string, { known, settings }: World): string {
  const secrets = known.settings.flatMap(({ name, secret }) => (secret ? (settings[name] ?? '') : []))
  return secrets.some((secret) => secret !== '' && came.includes(secret)) ? hidden(came) : came
}

/** What is sent, as a whole. */
function checkSent({ headers, members = [], query, body, isWebhook }: Claimed, world: World): void {
  const { request } = world
  for (const { name, node, came } of members) {
    const made = String(evaluate(node, world))
    check(request, timingSafeEqual(came, made), name, `${name} of the token request differs.`, {
      expected: hidden(made),
      got: hidden(came),
    })
  }
  for (const { name, node, optional, secret } of headers) {
    const made = String(evaluate(node, world))
    if (optional && made === '') continue
    const came = world.header(name)
    check(request, timingSafeEqual(came, made), name, `The header ${name} differs.`, {
      expected: secret ? hidden(made) : made,
      got: came === '' ? 'nothing' : secret ? hidden(came) : shownCame(came, world),
    })
  }
  if (query && !isWebhook) {
    const came = /^[^?]*\?(.*)$/s.exec(request.target)?.[1] ?? ''
    const made = String(evaluate(query, world)).replace(/^&/, '')
    check(request, timingSafeEqual(came, made), 'query', 'The query differs.', {
      expected: made,
      got: shownCame(came, world),
    })
  }
  if (body) {
    const made = Buffer.from(evaluate(body, world) as string)
    check(request, made.equals(request.body), 'body', 'The body differs.', {
      expected: `${made.length} bytes`,
      got: `${request.body.length} bytes`,
    })
  }
}

function checkNonces({ id }: Known, world: World, { nonces, clock, remember }: Against): void {
  const drawn = [...world.claimed]
    .filter(([node]) => node.op === 'call' && (node.name === 'nonce' || node.name === 'uuid'))
    .map(([, value]) => String(value))
  if (drawn.length === 0) return
  const isNew = nonces.isNew(`${id} ${drawn.join(' ')}`, clock() + remember)
  check(world.request, isNew, 'nonceUnused', 'The nonce was used before.', {
    expected: 'a new nonce',
    got: drawn.join(' '),
  })
}
