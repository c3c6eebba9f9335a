import { group } from 'k6'
import { countersign } from '../node_modules/@countersign/k6/dist/countersign.js'
import { runCases, seen } from './cases.ts'

export const options = { vus: 1, iterations: 1 }

const { origin, configs } = JSON.parse(__ENV.GIVEN ?? '{}')
const json = { headers: { 'Content-Type': 'application/json' } }
const post = [`${origin}/cards?a=1`, '{"card":{"number":"5123"}}', json] as const

export default () =>
  runCases(
    Object.fromEntries(
      Object.entries(configs as Record<string, string>).flatMap(([name, config]) => {
        const settings = { ...JSON.parse(__ENV.SETTINGS ?? '{}'), config }
        const later = async () => {
          const response = await countersign('mastercard-oauth', settings).post(...post)
          return { ...seen(response), card: response.json('card') }
        }
        const now = () =>
          group('at once', () => {
            const response = countersign.sync('mastercard-oauth', settings).post(...post)
            return { ...seen(response), card: response.json('card') }
          })
        return [
          [name, later],
          [`${name}, at once`, now],
        ]
      }),
    ),
  )
