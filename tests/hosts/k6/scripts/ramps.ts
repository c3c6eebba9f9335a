import { sleep } from 'k6'
import { countersign } from '../node_modules/@countersign/k6/dist/countersign.js'

// Users come and are stopped in the middle of what they do.
export const options = {
  scenarios: {
    ramps: {
      executor: 'ramping-vus',
      gracefulRampDown: '0s',
      gracefulStop: '0s',
      stages: [30, 0, 60, 0, 40, 1].map((target) => ({ duration: '1s', target })),
    },
  },
}

const send = countersign.sync('sendpayments')

export default () => {
  send.get(`${__ENV.ORIGIN}/v1/accounts`)
  sleep(0.05)
}
