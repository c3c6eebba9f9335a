import http from 'k6/http'
import { countersign } from '../node_modules/@countersign/k6/dist/inqud.js'
import { note } from './cases.ts'

export const options = { vus: 1, iterations: 1 }

const forms = JSON.parse(open(__ENV.FORMS ?? ''))
const inqud = countersign.sync('inqud', { tokenId: 'TKN-1', tokenSecret: 'throwaway', hosts: __ENV.HOST })

/** What JSON cannot say. */
const odd = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -0,
  undefined,
  2 ** 53,
  2 ** 53 + 2,
  1e6,
]
const all = [...forms, ...odd.map((value) => ({ value })), { list: odd }, { list: [] }]

export default () => {
  for (const [index, form] of all.entries()) {
    const url = `http://${__ENV.HOST}/${index}`
    http.post(url, form)
    note(String(index), [inqud.sign('POST', url, form).body, form])
  }
}
