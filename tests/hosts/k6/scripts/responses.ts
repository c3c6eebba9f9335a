import { group } from 'k6'
import { countersign } from '../node_modules/@countersign/k6/dist/countersign.js'
import { runCases, seen } from './cases.ts'

export const options = { vus: 1, iterations: 1 }

const { origin, way, names, at, settings } = JSON.parse(__ENV.GIVEN ?? '{}')
const isAtOnce = way === 'at once'
const client = isAtOnce ? countersign.sync : countersign
const clients = Object.keys(at).map((name) => [name, client('mastercard', settings[name])] as const)
const mastercard = client('mastercard', settings.responses)
const json = { headers: { 'Content-Type': 'application/json' } }

const get = (name: string) => mastercard.get(`${origin}/${encodeURIComponent(name)}`)
// In group(), which waits for nothing, if that is the way.
const bodyOf = (name: string) =>
  isAtOnce
    ? group('at once', () => (get(name) as { body: unknown }).body)
    : (async () => (await get(name)).body)()

export default () =>
  runCases({
    ...Object.fromEntries((names as string[]).map((name) => [name, () => bodyOf(name)])),
    ...Object.fromEntries(
      clients.map(([name, client]) => [
        `sandbox: ${name}`,
        async () => seen(await client.post(`${at[name]}/v1/a`, '{"a":1}', json)),
      ]),
    ),
  })
