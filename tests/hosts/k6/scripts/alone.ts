import { countersign } from '../node_modules/@countersign/k6/dist/countersign.js'

const send = countersign('sendpayments')

export default () => send.get(`${__ENV.ORIGIN}/v1/accounts`)
