// What demo/src/tools/k6-extension.ts runs in the k6 with the extension in it: no promise, for any provider.
import { countersign, tlsAuth } from 'k6/x/countersign'

const accepted = JSON.parse(__ENV.CASES)
const ids = [...new Set(accepted.map(({ id }) => id))]

export const options = { vus: 1, iterations: 1, tlsAuth: ids.flatMap((id) => tlsAuth(id)) }

const at = JSON.parse(__ENV.ORIGINS)
const params = { headers: { 'Content-Type': 'application/json' } }
const clients = accepted.map(({ id, label, settings }) => [label, id, countersign.sync(id, settings)])

export default function () {
  for (const [label, id, client] of clients)
    console.log(`@@${JSON.stringify([label, outcome(client, `${at[id]}/v1/things`)])}`)
}

function outcome(client, url) {
  try {
    const { status, body: response } = client.post(url, __ENV.BODY, params)
    return { status, response }
  } catch (thrown) {
    return { refusal: thrown.message, code: thrown.code }
  }
}

// The rows say it all.
export const handleSummary = () => ({})
