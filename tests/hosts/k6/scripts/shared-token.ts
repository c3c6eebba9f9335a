import { check, sleep } from 'k6'
import { countersign } from '../node_modules/@countersign/k6/dist/countersign.js'
import { note } from './cases.ts'

export const options = { vus: 50, duration: '14s', summaryTrendStats: ['max'] }

const send = countersign('sendpayments')
let told = false

export default async () => {
  try {
    const answer = await send.get(`${__ENV.ORIGIN}/v1/accounts`)
    check(answer, { '200': ({ status }) => status === 200 })
  } catch (thrown) {
    if (!told) note(`VU ${__VU}`, (thrown as Error).message)
    told = true
  }
  sleep(0.1)
}
