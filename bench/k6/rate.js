// How many requests four virtual users send to the sandbox, in turns by the clock: signed by the module and by the
// extension, by hand on k6/crypto, and unsigned, which the sandbox refuses before it does any work.
import { countersign as extension } from 'countersign-extension'
import { countersign } from 'countersign-file'
import { sleep } from 'k6'
import crypto from 'k6/crypto'
import http from 'k6/http'

const { ORIGIN, INQUD_TOKEN_ID, INQUD_TOKEN_SECRET } = __ENV
const byModule = countersign.sync('inqud')
const byExtension = extension?.sync('inqud')
const url = `${ORIGIN}/v1/payout`
const body = JSON.stringify({ text: 'x'.repeat(1013) })
const params = { headers: { 'Content-Type': 'application/json' } }

function byHand() {
  const salt = crypto.hexEncode(crypto.randomBytes(32))
  const signature = crypto.hmac('sha256', INQUD_TOKEN_SECRET, body + salt, 'hex')
  const headers = { 'X-Token-API-Id': INQUD_TOKEN_ID, 'X-Salt': salt, 'X-HMAC-SHA256-Signature': signature }
  return http.post(url, body, { headers: { ...params.headers, ...headers }, redirects: 0 })
}

const CALLS = {
  module: () => byModule.post(url, body, params),
  byHand,
  ...(extension && { extension: () => byExtension.post(url, body, params) }),
  unsigned: () => http.post(url, body, params),
}
const parts = Object.keys(CALLS)

const USERS = 4
const TURN_MS = 100
const ROUNDS = Number(__ENV.ROUNDS)

export const options = {
  scenarios: { all: { executor: 'per-vu-iterations', vus: USERS, iterations: 1, maxDuration: '5m' } },
}
export const setup = () => Date.now() + 500
export const handleSummary = () => ({})

/** All users are at the same part at the same time; each prints what it sent of a part, turn by turn. */
export default (begin) => {
  const counts = Object.fromEntries(parts.map((part) => [part, Array(ROUNDS).fill(0)]))
  while (Date.now() < begin) sleep(0.001)
  for (;;) {
    const turn = Math.floor((Date.now() - begin) / TURN_MS)
    const round = Math.floor(turn / parts.length)
    if (round >= ROUNDS) break
    const part = parts[turn % parts.length]
    CALLS[part]()
    counts[part][round]++
  }
  console.log(`@@${JSON.stringify(counts)}`)
}
