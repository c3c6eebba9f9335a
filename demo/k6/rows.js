// What demo/src/tools/k6.ts runs in the real k6: one process, one virtual user, a line of JSON for each row.
import http from 'k6/http'
import { countersign, tlsAuth } from '../node_modules/@countersign/k6/dist/countersign.js'

export const options = { vus: 1, iterations: 1, tlsAuth: tlsAuth('mastercard') }

const at = JSON.parse(__ENV.ORIGINS)
const clients = {
  imburse: countersign('imburse'),
  inqud: countersign('inqud'),
  sendpayments: countersign('sendpayments'),
  mastercard: countersign('mastercard'),
}
const sync = countersign.sync('inqud')
const simple = countersign('inqud', { mode: 'simple' })

const body = '{"name":"Zoë","amount":12.50}'
const params = { headers: { 'Content-Type': 'application/json' } }
const things = (id) => `${at[id]}/v1/things`

const cases = {
  imburse: () => clients.imburse.post(things('imburse'), body, params),
  'inqud hmac': () => clients.inqud.post(things('inqud'), body, params),
  'inqud sync': () => sync.post(things('inqud'), body, params),
  'inqud simple': () => simple.post(things('inqud'), body, params),
  sendpayments: () => clients.sendpayments.post(things('sendpayments'), body, params),
  mastercard: () => clients.mastercard.post(things('mastercard'), body, params),
  'look-alike host': () => clients.imburse.post(__ENV.LOOK_ALIKE, body, params),
  'missing setting': () => countersign('imburse', { privateKey: '' }).post(things('imburse'), body, params),
  file: () => clients.inqud.post(things('inqud'), { upload: http.file(body, 'a.json') }),
  'line end': () => clients.inqud.post(things('inqud'), body, { headers: { 'X-Note': 'a\nX-Admin: 1' } }),
  'not sync': () => countersign.sync('mastercard').post(things('mastercard'), body, params),
}

export default async function () {
  for (const [name, send] of Object.entries(cases))
    console.log(`@@${JSON.stringify([name, await outcome(send)])}`)
}

async function outcome(send) {
  try {
    const { status, body: answer } = await send()
    return { status, answer }
  } catch (thrown) {
    return { refusal: thrown.message, code: thrown.code }
  }
}

// The rows say it all.
export const handleSummary = () => ({})
