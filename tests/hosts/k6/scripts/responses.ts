import { countersign } from '../node_modules/@countersign/k6/dist/countersign.js'
import { runCases, seen } from './cases.ts'

export const options = { vus: 1, iterations: 1 }

const { origin, names, at, settings } = JSON.parse(__ENV.GIVEN ?? '{}')
const clients = Object.keys(at).map((name) => [name, countersign('mastercard', settings[name])] as const)
const mastercard = countersign('mastercard', settings.responses)
const json = { headers: { 'Content-Type': 'application/json' } }

const get = async (name: string) => (await mastercard.get(`${origin}/${encodeURIComponent(name)}`)).body

export default () =>
  runCases({
    ...Object.fromEntries((names as string[]).map((name) => [name, () => get(name)])),
    ...Object.fromEntries(
      clients.map(([name, client]) => [
        `sandbox: ${name}`,
        async () => seen(await client.post(`${at[name]}/v1/a`, '{"a":1}', json)),
      ]),
    ),
  })
