import { sleep } from 'k6'
import { countersign } from '../node_modules/@countersign/k6/dist/countersign.js'

// Users come, stay, and are stopped in the middle of what they do.
const { STAGES } = __ENV
const stages: [seconds: number, users: number][] = JSON.parse(STAGES ?? '[]')

export const options = {
  scenarios: {
    ramps: {
      executor: 'ramping-vus',
      gracefulRampDown: '0s',
      gracefulStop: '0s',
      stages: stages.map(([seconds, target]) => ({ duration: `${seconds * 1000}ms`, target })),
    },
  },
}

const send = countersign.sync('sendpayments')

export default () => {
  send.get(`${__ENV.ORIGIN}/v1/accounts`, { headers: { 'X-User': String(__VU) } })
  sleep(0.05)
}
