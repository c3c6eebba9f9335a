// A definition beside the same scheme as code, and by hand on what k6 has, in one k6 process.
import { countersign } from 'countersign-file'
import crypto from 'k6/crypto'
import { measure } from './measure.js'

const { tokenId, tokenSecret, body } = JSON.parse(open('./settings.json'))
const url = 'https://api.inqud.com/v1/user/payments/payout'
const params = { headers: { 'Content-Type': 'application/json' } }

const signing = (id) => {
  const made = countersign.sync(id, { tokenId, tokenSecret })
  return () => made.sign('POST', url, body, params)
}

function byHand() {
  const salt = crypto.hexEncode(crypto.randomBytes(32))
  const headers = { 'Content-Type': 'application/json', 'X-Token-API-Id': tokenId, 'X-Salt': salt }
  headers['X-HMAC-SHA256-Signature'] = crypto.hmac('sha256', tokenSecret, body + salt, 'hex')
  return { method: 'POST', url, body, params: { headers, redirects: 0 } }
}

export const options = { vus: 1, iterations: 1 }
export const handleSummary = () => ({})

export default () =>
  measure({ definition: signing('inqud-definition'), code: signing('inqud'), 'by hand': byHand })
