import { countersign } from '../node_modules/@countersign/k6/dist/countersign.js'
import { runCases, seen } from './cases.ts'

export const options = { vus: 1, iterations: 1 }

const { origin, configs } = JSON.parse(__ENV.GIVEN ?? '{}')
const json = { headers: { 'Content-Type': 'application/json' } }

export default () =>
  runCases(
    Object.fromEntries(
      Object.entries(configs as Record<string, string>).map(([name, config]) => {
        const client = countersign('mastercard-oauth', {
          ...JSON.parse(__ENV.SETTINGS ?? '{}'),
          config,
        })
        const run = async () => {
          const answer = await client.post(`${origin}/cards?a=1`, '{"card":{"number":"5123"}}', json)
          return { ...seen(answer), card: answer.json('card') }
        }
        return [name, run]
      }),
    ),
  )
