import { check } from 'k6'
import { countersign } from '../node_modules/@countersign/k6/dist/imburse.js'

export const options = { vus: 5, iterations: 50 }

const imburse = countersign('imburse')

export default async () => {
  check(await imburse.get(`${__ENV.ORIGIN}/v1/orders`), { '200': ({ status }) => status === 200 })
}
