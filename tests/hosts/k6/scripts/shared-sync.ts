import { check, group, sleep } from 'k6'
import { countersign } from '../node_modules/@countersign/k6/dist/countersign.js'

// Half of the users wait for promises, half do not; all of them carry the one token of their process.
export const options = { vus: 50, duration: '8s' }

const sync = countersign.sync('sendpayments')
const async = countersign('sendpayments')
const to = () => `${__ENV.ORIGIN}/v1/accounts`

export default async () => {
  const params = { headers: { 'X-User': String(__VU) } }
  group('sync', () => {
    check(sync.get(to(), params), { '200': ({ status }) => status === 200 })
  })
  check(await async.get(to(), params), { '200, with a promise': ({ status }) => status === 200 })
  sleep(0.1)
}
