import { check, sleep } from 'k6'
import { countersign } from 'k6/x/countersign'

// Fifty virtual users share one token, and no other process owns it.
// k6 run -e BASE_URL=… examples/sendpayments.js, with SENDPAYMENTS_CLIENT_ID and SENDPAYMENTS_CLIENT_SECRET set.
const BASE_URL = __ENV.BASE_URL || 'https://api.sendpayments.com'
const send = countersign.sync('sendpayments')

export const options = { vus: 50, duration: '20s' }

export default function () {
  check(send.get(`${BASE_URL}/v1/accounts`), { 'status is 200': ({ status }) => status === 200 })
  sleep(1)
}
