import { check, group, sleep } from 'k6'
import exec from 'k6/execution'
import { countersign } from '../node_modules/@countersign/k6/dist/countersign.js'
import { note } from './cases.ts'

export const options = { vus: 50, duration: '14s', summaryTrendStats: ['max'] }

// WAY: `sync`, `mixed`, or calls that are promises.
const { WAY, ORIGIN } = __ENV
const later = countersign('sendpayments')
const now = countersign.sync('sendpayments')
const url = `${ORIGIN}/v1/accounts`
let told = false

export default async () => {
  const params = { headers: { 'X-User': String(exec.vu.idInTest) } }
  try {
    const isSync = WAY === 'sync' || (WAY === 'mixed' && Math.random() < 0.5)
    const response = isSync ? group('sync', () => now.get(url, params)) : await later.get(url, params)
    check(response, { '200': ({ status }) => status === 200 })
  } catch (thrown) {
    if (!told) note(`VU ${__VU}`, (thrown as Error).message)
    told = true
  }
  sleep(0.1)
}
