// Requests a second to the sandbox, in turns within one run: signed by the module and by the extension, by hand on
// k6/crypto, and unsigned, which the sandbox refuses before it does any work. Sandbox and k6 share the machine, and both are at its limit.
import { countersign as extension } from 'countersign-extension'
import { countersign } from 'countersign-file'
import crypto from 'k6/crypto'
import http from 'k6/http'

const SECONDS = 1
const ROUNDS = 8
const PARTS = ['module', 'byHand', ...(extension ? ['extension'] : []), 'unsigned']

const { ORIGIN, INQUD_TOKEN_ID, INQUD_TOKEN_SECRET } = __ENV
const byModule = countersign.sync('inqud')
const byExtension = extension?.sync('inqud')
const url = `${ORIGIN}/v1/payout`
const body = JSON.stringify({ text: 'x'.repeat(1013) })
const params = { headers: { 'Content-Type': 'application/json' } }

const signed = () => void byModule.post(url, body, params)
const signedByGo = () => void byExtension.post(url, body, params)

export { signed as module, signedByGo as extension }
export const unsigned = () => void http.post(url, body, params)
export function byHand() {
  const salt = crypto.hexEncode(crypto.randomBytes(32))
  const signature = crypto.hmac('sha256', INQUD_TOKEN_SECRET, body + salt, 'hex')
  const headers = { 'X-Token-API-Id': INQUD_TOKEN_ID, 'X-Salt': salt, 'X-HMAC-SHA256-Signature': signature }
  http.post(url, body, { headers: { ...params.headers, ...headers }, redirects: 0 })
}

const turns = Array.from({ length: ROUNDS }).flatMap((_, round) =>
  round % 2 === 0 ? PARTS : [...PARTS].reverse(),
)

const scenario = (exec, turn) => ({
  executor: 'constant-vus',
  vus: 4,
  duration: `${SECONDS}s`,
  startTime: `${turn * (SECONDS + 0.5)}s`,
  gracefulStop: '0.4s',
  exec,
  tags: { part: exec },
})

export const options = {
  scenarios: Object.fromEntries(turns.map((exec, turn) => [`turn${turn}`, scenario(exec, turn)])),
  thresholds: Object.fromEntries(PARTS.map((part) => [`http_reqs{part:${part}}`, ['count>0']])),
}

export function handleSummary({ metrics }) {
  const rate = (part) => metrics[`http_reqs{part:${part}}`].values.count / (SECONDS * ROUNDS)
  const rates = Object.fromEntries(PARTS.map((part) => [part, rate(part)]))
  return { stdout: `@@${JSON.stringify(rates)}\n` }
}
