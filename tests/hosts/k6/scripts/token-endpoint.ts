import { group } from 'k6'
import { countersign } from '../node_modules/@countersign/k6/dist/countersign.js'
import { runCases } from './cases.ts'

export const options = { vus: 1, iterations: 1 }

// `at`: the origin at which the token endpoint of all providers gives a response, by the name of the response.
const { at, settings } = JSON.parse(__ENV.GIVEN ?? '{}')
const ids = ['sendpayments', 'imburse'] as const

export default () =>
  runCases(
    Object.fromEntries(
      ids.flatMap((id) => {
        const [later, now] = [countersign(id, settings[id]), countersign.sync(id, settings[id])]
        return Object.entries(at as Record<string, string>).flatMap(([name, origin]) => [
          [`${id}: ${name}`, async () => (await later.get(`${origin}/v1/things`)).status],
          [`${id}, at once: ${name}`, () => group('at once', () => now.get(`${origin}/v1/things`).status)],
        ])
      }),
    ),
  )
