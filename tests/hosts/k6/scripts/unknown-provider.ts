import { countersign } from '../node_modules/@countersign/k6/dist/countersign.js'

const client = countersign('imbrse' as 'imburse')

export default () => client.get(`${__ENV.ORIGIN}/v1/things`)
