import { check } from 'k6'
import type { Lease } from '../node_modules/@countersign/k6/dist/countersign.js'
import { countersign } from '../node_modules/@countersign/k6/dist/countersign.js'

export const options = { vus: 20, iterations: 200 }

const send = countersign('sendpayments', {}, { tokens: 'setup' })

export const setup = () => send.lease(`${__ENV.ORIGIN}/v1/accounts`)

export default async (lease: Lease) => {
  send.hold(lease)
  check(await send.get(`${__ENV.ORIGIN}/v1/accounts`), { '200': ({ status }) => status === 200 })
}
