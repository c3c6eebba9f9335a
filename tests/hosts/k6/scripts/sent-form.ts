import http from 'k6/http'
import { note } from './cases.ts'
// @ts-expect-error: the test puts the path of a bundle here
import { countersign } from './saw-module.js'

export const options = { vus: 1, iterations: 1 }

const { origin, paths } = JSON.parse(__ENV.GIVEN ?? '{}')
const settings = { key: 'x', hosts: [origin.replace('http://', '')] }
const [later, now] = [countersign('saw', settings), countersign.sync('saw', settings)]

export default async function () {
  for (const path of paths) {
    http.get(origin + path)
    now.get(origin + path)
    await later.get(origin + path)
    now.get(http.url`${origin + path}`)
    http.batch([now.sign('GET', origin + path)])
  }
  const { params } = now.sign('GET', http.url`${origin}/a b/${1}`)
  note('named', params.tags)
  now.post(`${origin}/form`, { a: 'b c' })
  now.get(`${origin}/letters`, { headers: { 'X-Note': 'Zoë 😀 Ω' } })
  countersign.sync('saw-waiting', settings).get(`${origin}/waited`)
}
