// Providers beside each other in one k6 process, each signing the same body: `URLS` is a list of [provider id, URL].
import { countersign } from 'countersign-file'
import { measure } from './measure.js'

const params = { headers: { 'Content-Type': 'application/json' } }
const calls = JSON.parse(__ENV.URLS).map(([id, url]) => {
  const api = countersign.sync(id)
  return [id, () => api.sign('POST', url, __ENV.BODY, params)]
})

export const options = { vus: 1, iterations: 1 }
export const handleSummary = () => ({})

export default () => measure(Object.fromEntries(calls))
