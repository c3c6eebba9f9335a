// Our providers on Node, against the same by hand on node:crypto, from no body to 10 MB.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import * as byHand from './node/by-hand.mjs'
import { bodyOf, requestTo, SIZES, signer } from './node/requests.mjs'
import { compare, figure, inTurns } from './ratio.mjs'
import { wanted } from './report/rows.mjs'
import { low, quartiles } from './report/spread.mjs'

export const title = 'Node: our providers against node:crypto by hand'

const { sign, apply, open } = signer
const than = 'by hand'

export default async function run() {
  for (const [size, bytes] of Object.entries(SIZES)) await atSize(size, bodyOf(bytes))
  for (const [name, call] of Object.entries(CALLS)) await growth(name, call)
  for (const provider of ['inqud', 'mastercard']) memory(provider)
}

async function atSize(size, body) {
  const [imburse, inqud, mastercard] = ['imburse', 'inqud', 'mastercard'].map((id) => requestTo[id](body))
  await compare(
    `Imburse, ${size}`,
    () => sign(imburse),
    () => byHand.imburse(body),
    { than, atMost: 1.5 },
  )
  await compare(
    `Inqud, ${size}`,
    () => sign(inqud),
    () => byHand.inqud(body),
    { than, atMost: 1.5 },
  )
  if (body === undefined) return
  const sealed = byHand.encrypt(body)
  const response = { status: 200, headers: [], body: sealed }
  const encrypt = () => byHand.encrypt(body)
  await compare(`Mastercard, encrypt ${size}`, () => apply(mastercard), encrypt, { than, atMost: 1.25 })
  const decrypt = () => byHand.decrypt(sealed)
  const ours = () => open(mastercard.url, response)
  await compare(`Mastercard, decrypt ${size}`, ours, decrypt, { than, atMost: 1.25 })
}

const CALLS = {
  Imburse: (body) => () => sign(requestTo.imburse(body)),
  Inqud: (body) => () => sign(requestTo.inqud(body)),
  'Mastercard, encrypt': (body) => () => apply(requestTo.mastercard(body)),
}

/** Time as a power of the body's length, from 1 MB to 10 MB: 1 is a line, 2 would be quadratic. */
async function growth(name, callOf) {
  const row = `${name}, growth`
  if (!wanted(row)) return
  const [small, large] = await inTurns([1, 10].map((mb) => callOf(bodyOf(mb * 1024 * 1024))))
  const exponents = large.map((time, n) => Math.log10(time / small[n]))
  const spread = quartiles(exponents)
  figure(row, Math.log10(low(large) / low(small)), 'as an exponent', { atMost: 1.15, spread })
}

/** The most memory that a process holds more than one that only has the body. */
function memory(provider) {
  const row = `${provider}, memory for a 10 MB body`
  if (!wanted(row)) return
  const program = fileURLToPath(new URL('node/memory.mjs', import.meta.url))
  const once = (size) =>
    Number(execFileSync(process.execPath, [program, provider, size], { encoding: 'utf8' }))
  const rounds = Array.from({ length: 5 }, () => ({ nothing: once('nothing'), signed: once('signed') }))
  const more = low(rounds.map(({ signed }) => signed)) - low(rounds.map(({ nothing }) => nothing))
  figure(row, more / 1024 / 10, 'times the body', { atMost: provider === 'mastercard' ? 10 : 2 })
}
