// Time per call inside one k6 process: the provider of one's own, and Inqud, in short turns.
import { countersign } from './countersign.js'

const ROUNDS = 80
const CHUNK_MS = 12
const body = __ENV.BODY
const params = { headers: { 'Content-Type': 'application/json' } }
const acme = countersign.sync('acme')
const inqud = countersign.sync('inqud')
const calls = {
  acme: () => acme.sign('POST', 'https://api.acme.example/v1/things', body, params),
  inqud: () => inqud.sign('POST', 'https://api.inqud.com/v1/user/payments/payout', body, params),
}

function chunk(call) {
  const start = Date.now()
  let count = 0
  while (Date.now() - start < CHUNK_MS) for (let n = 0; n < 5; n++, count++) call()
  return (Date.now() - start) / count
}

export default function () {
  const times = { acme: [], inqud: [] }
  for (let round = 0; round < ROUNDS; round++)
    for (const name of Object.keys(calls)) times[name].push(chunk(calls[name]))
  console.log(`@@${JSON.stringify(times)}`)
}
