import { countersign } from '../node_modules/@countersign/k6/dist/countersign.js'
import { runCases } from './cases.ts'

export const options = { vus: 1, iterations: 1 }

const { origin, names, settings } = JSON.parse(__ENV.GIVEN ?? '{}')
const mastercard = countersign('mastercard', settings)

const get = async (name: string) => (await mastercard.get(`${origin}/${encodeURIComponent(name)}`)).body

export default () => runCases(Object.fromEntries((names as string[]).map((name) => [name, () => get(name)])))
