import { NOW, SEND } from '../vendors.js'
import { asCurl, asHar, asHttp, type Sent } from '../writers.js'
import type { WrongWay } from './way.js'

const URL = 'https://api.sendpayments.com/accounts'
const jwt = (exp: number) =>
  ['{"alg":"HS256"}', JSON.stringify({ exp }), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')
const get = (authorization: string, changes: Partial<Sent> = {}): Sent => ({
  method: 'GET',
  url: URL,
  headers: [['Authorization', authorization]],
  started: NOW,
  ...changes,
})
const auth = (token: string, started: number): Sent => ({
  method: 'POST',
  url: 'https://api.sendpayments.com/auth',
  headers: [['Content-Type', 'application/json']],
  body: JSON.stringify({
    clientId: SEND.SENDPAYMENTS_CLIENT_ID,
    clientSecret: SEND.SENDPAYMENTS_CLIENT_SECRET,
  }),
  started,
  answer: {
    status: 201,
    json: { accessToken: token, expiresAt: new Date((started + 300) * 1000).toISOString() },
  },
})
const way = (did: string, says: string, file: string | Buffer): WrongWay => ({
  provider: 'Send Payments',
  did,
  says,
  file,
})
const [first, second] = [jwt(NOW + 300), jwt(NOW + 310)]

export const sendpaymentsWays: readonly WrongWay[] = [
  way(
    'no Bearer before the accessToken',
    'Authorization: a token stands there without the word Bearer before it',
    asHttp(get(jwt(NOW + 300))),
  ),
  way(
    'the variable of the token left as it is',
    'Authorization: {{accessToken}} was not filled in',
    asCurl(get('Bearer {{accessToken}}')),
  ),
  way(
    'client id and secret as Basic authorization',
    'Authorization: the scheme is "Basic"; Bearer is due',
    asHttp(get('Basic Y2xpZW50LTE6eA==')),
  ),
  way(
    'an accessToken after its five minutes',
    'bearer token: it ended 10 seconds before startedDateTime; ask for a new one',
    asHar([get(`Bearer ${jwt(NOW - 10)}`)]),
  ),
  way(
    'an accessToken that a newer one ended',
    'bearer token: it is not the newest: entry 2 got another, and a new token ends the one before',
    asHar([auth(first, NOW), auth(second, NOW + 10), get(`Bearer ${first}`, { started: NOW + 11 })]),
  ),
  way(
    'the secret never filled in',
    'clientSecret: {{clientSecret}} was not filled in',
    asHttp({ ...auth(first, NOW), body: '{"clientId":"client-1","clientSecret":"{{clientSecret}}"}' }),
  ),
  way(
    'the client of another environment',
    'clientId: "client-2" is another than SENDPAYMENTS_CLIENT_ID, which is "client-1"',
    asHttp({ ...auth(first, NOW), body: '{"clientId":"client-2","clientSecret":"not-a-real-secret"}' }),
  ),
]
