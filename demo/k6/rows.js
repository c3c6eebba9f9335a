// What demo/src/tools/k6.ts runs in the real k6: one process, one virtual user, a line of JSON for each row.
import http from 'k6/http'
import { countersign, tlsAuth } from '../node_modules/@countersign/k6/dist/countersign.js'

const accepted = JSON.parse(__ENV.CASES)
const ids = [...new Set(accepted.map(({ id }) => id))]

export const options = { vus: 1, iterations: 1, tlsAuth: ids.flatMap((id) => tlsAuth(id)) }

const at = JSON.parse(__ENV.ORIGINS)
const body = __ENV.BODY
const params = { headers: { 'Content-Type': 'application/json' } }
const things = (id) => `${at[id]}/v1/things`

const clients = accepted.map(({ id, label, settings }) => [label, id, countersign(id, settings)])
const inqud = countersign('inqud')
const imburse = countersign('imburse')
const sync = countersign.sync('inqud')

const cases = {
  ...Object.fromEntries(
    clients.map(([label, id, client]) => [label, () => client.post(things(id), body, params)]),
  ),
  'Inqud, without promises': () => sync.post(things('inqud'), body, params),
  'look-alike host': () => imburse.post(__ENV.LOOK_ALIKE, body, params),
  'missing setting': () => countersign('imburse', { privateKey: '' }).post(things('imburse'), body, params),
  file: () => inqud.post(things('inqud'), { upload: http.file(body, 'a.json') }),
  'line end': () => inqud.post(things('inqud'), body, { headers: { 'X-Note': 'a\nX-Admin: 1' } }),
  'not sync': () => countersign.sync('mastercard').post(things('mastercard'), body, params),
}

export default async function () {
  for (const [name, send] of Object.entries(cases))
    console.log(`@@${JSON.stringify([name, await outcome(send)])}`)
}

async function outcome(send) {
  try {
    const { status, body: response } = await send()
    return { status, response }
  } catch (thrown) {
    return { refusal: thrown.message, code: thrown.code }
  }
}

// The rows say it all.
export const handleSummary = () => ({})
