import secrets from 'k6/secrets'
import { countersign } from '../node_modules/@countersign/k6/dist/inqud.js'

// A list of names as in `tokenId,tokenSecret`, or all.
const names = __ENV.NAMES?.split(',')
const inqud = countersign('inqud', await countersign.secrets('inqud', secrets, names))

export default () => inqud.get(`${__ENV.ORIGIN}/v1/things`)
