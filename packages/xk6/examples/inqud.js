import { check, group, sleep } from 'k6'
import { countersign } from 'k6/x/countersign'

// k6 run -e BASE_URL=… examples/inqud.js, with INQUD_TOKEN_ID and INQUD_TOKEN_SECRET in the environment.
const BASE_URL = __ENV.BASE_URL || 'https://api.inqud.com'
const inqud = countersign.sync('inqud')

export const options = { vus: 5, duration: '10s' }

export default function () {
  group('balances', () => {
    check(inqud.get(`${BASE_URL}/v1/user/wallet/balances`), {
      'status is 200': ({ status }) => status === 200,
    })
  })
  sleep(1)
}
