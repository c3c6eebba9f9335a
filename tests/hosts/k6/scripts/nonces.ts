import { check } from 'k6'
import http from 'k6/http'
import { countersign } from '../node_modules/@countersign/k6/dist/countersign.js'

const PER_ITERATION = 20

export const options = {
  batchPerHost: PER_ITERATION,
  scenarios: { all: { executor: 'shared-iterations', vus: 50, iterations: 2000, maxDuration: '2m' } },
} as const

const inqud = countersign.sync('inqud')
const imburse = countersign.sync('imburse')
const { inqud: one = '', imburse: other = '' } = JSON.parse(__ENV.ORIGINS ?? '{}')

export default () => {
  const signed = Array.from({ length: PER_ITERATION / 2 }, () => [
    inqud.sign('POST', `${one}/v1/payouts`, '{}'),
    imburse.sign('POST', `${other}/v1/identity/hmac`),
  ]).flat()
  const responses = http.batch(signed)
  for (const response of responses) check(response, { '200': ({ status }) => status === 200 })
}
