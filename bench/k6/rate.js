// What a request to the sandbox takes one virtual user, in turns: signed by the module and by the extension, by hand on
// k6/crypto, and unsigned, which the sandbox refuses before it does any work.
import { countersign as extension } from 'countersign-extension'
import { countersign } from 'countersign-file'
import crypto from 'k6/crypto'
import http from 'k6/http'
import { measure } from './measure.js'

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

export const options = { vus: 1, iterations: 1 }
export const handleSummary = () => ({})

export default () =>
  measure({
    module: () => byModule.post(url, body, params),
    byHand,
    ...(extension && { extension: () => byExtension.post(url, body, params) }),
    unsigned: () => http.post(url, body, params),
  })
