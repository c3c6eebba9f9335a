// Our providers on Node, against the same by hand on node:crypto, from no body to 10 MB.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import * as byHand from './node/by-hand.mjs'
import { bodyOf, requestTo, SIZES, signers } from './node/requests.mjs'
import { compare, figure } from './ratio.mjs'
import { wanted } from './report/rows.mjs'
import { low, quantile, quartiles } from './report/spread.mjs'
import { inTurns } from './turns.mjs'

export const title = 'Node: our providers against the same by hand'

const { imburse, inqud, mastercard, sendpayments, 'mastercard-oauth': oauth } = signers
// The budgets are for 1 KB; other sizes are figures.
const bound = (size, atMost) => ({ than: 'by hand', ...(size === '1 KB' && { atMost }) })

export default async function run() {
  for (const [size, bytes] of Object.entries(SIZES)) await atSize(size, bodyOf(bytes))
  for (const [name, call] of Object.entries(CALLS)) await growth(name, call)
  for (const provider of ['inqud', 'mastercard']) memory(provider)
}

async function atSize(size, body) {
  const request = Object.fromEntries(Object.entries(requestTo).map(([id, make]) => [id, make(body)]))
  const inTurn = (name, ours, other, atMost) => compare(`${name}, ${size}`, ours, other, bound(size, atMost))
  const imburseOurs = () => imburse.sign(request.imburse)
  await inTurn('Imburse', imburseOurs, () => byHand.imburse(body), 1.5)
  const inqudOurs = () => inqud.sign(request.inqud)
  await inTurn('Inqud', inqudOurs, () => byHand.inqud(body), 1.5)
  const oauthOurs = () => oauth.apply(request['mastercard-oauth'])
  const oauthTheirs = () => byHand.mastercardOauth(request['mastercard-oauth'])
  await inTurn('Mastercard OAuth', oauthOurs, oauthTheirs)
  await token(size, request.sendpayments)
  if (body !== undefined) await encryption(inTurn, request.mastercard)
}

async function encryption(inTurn, request) {
  const encrypt = () => byHand.encrypt(request.body)
  await inTurn('Mastercard, encrypt', () => mastercard.apply(request), encrypt, 1.25)
  const encrypted = encrypt()
  const response = { status: 200, headers: [], body: encrypted }
  const decrypt = () => byHand.decrypt(encrypted)
  await inTurn('Mastercard, decrypt', () => mastercard.open(request.url, response), decrypt, 1.25)
}

/** The token is there already. By hand that is one header, so this is a figure. */
async function token(size, request) {
  const row = `Send Payments, ${size}`
  if (!wanted(row)) return
  const [times] = await inTurns([() => sendpayments.apply(request)])
  figure(row, low(times) * 1000, 'µs', { spread: quartiles(times.map((ms) => ms * 1000)) })
}

const CALLS = {
  Imburse: (body) => () => imburse.sign(requestTo.imburse(body)),
  Inqud: (body) => () => inqud.sign(requestTo.inqud(body)),
  'Mastercard, encrypt': (body) => () => mastercard.apply(requestTo.mastercard(body)),
}

/** Time as a power of the body's length, from 1 MB to 10 MB: 1 is a line, 2 would be quadratic. */
async function growth(name, callOf) {
  const row = `${name}, growth`
  if (!wanted(row)) return
  const [small, large] = await inTurns([1, 10].map((mb) => callOf(bodyOf(mb * 1024 * 1024))))
  const exponents = large.map((time, n) => Math.log10(time / small[n]))
  figure(row, Math.log10(low(large) / low(small)), 'as an exponent', { spread: quartiles(exponents) })
}

/** The most memory that signing takes beyond the body itself. */
function memory(provider) {
  const row = `${provider}, memory for a 10 MB body`
  if (!wanted(row)) return
  const program = fileURLToPath(new URL('node/memory.mjs', import.meta.url))
  const once = () => execFileSync(process.execPath, ['--expose-gc', program, provider], { encoding: 'utf8' })
  const rounds = Array.from({ length: 7 }, () => Number(once()) / 1024 / 10)
  figure(row, quantile(rounds, 0.5), 'times the body', { spread: quartiles(rounds) })
}
