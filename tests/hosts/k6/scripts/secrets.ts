import secrets from 'k6/secrets'
import { countersign } from '../node_modules/@countersign/k6/dist/inqud.js'

const inqud = countersign('inqud', await countersign.secrets('inqud', secrets))

export default () => inqud.get(`${__ENV.ORIGIN}/v1/things`)
