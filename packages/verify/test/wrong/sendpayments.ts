import { createHash } from 'node:crypto'
import { NOW, SEND } from '../vendors.js'
import { asCurl, asHar, asHttp, type Sent } from '../writers.js'
import type { WrongWay } from './way.js'

const URL = 'https://api.sendpayments.com/accounts'
const jwt = (exp: number) =>
  ['{"alg":"HS256"}', JSON.stringify({ exp }), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')
const hash = (text: string) => `${createHash('sha256').update(text).digest('hex').slice(0, 8)}…`
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
  response: {
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
    'Authorization: there is a token without the word Bearer before it',
    asHttp(get(jwt(NOW + 300))),
  ),
  way(
    'the variable for the token not filled in',
    'Authorization: {{accessToken}} was not filled in',
    asCurl(get('Bearer {{accessToken}}')),
  ),
  way(
    'client id and secret as Basic authorization',
    'Authorization: the scheme is "Basic"; expected Bearer',
    asHttp(get('Basic Y2xpZW50LTE6eA==')),
  ),
  way(
    'an accessToken after its five minutes',
    'bearer token: it ended 10 seconds before the time of the request; ask for a new one',
    asHar([get(`Bearer ${jwt(NOW - 10)}`)]),
  ),
  way(
    'an accessToken that a newer one ended',
    'bearer token: it is not the newest: entry 2 got a newer one, which ended it',
    asHar([auth(first, NOW), auth(second, NOW + 10), get(`Bearer ${first}`, { started: NOW + 11 })]),
  ),
  way(
    'the secret never filled in',
    'clientSecret: {{clientSecret}} was not filled in; expected SENDPAYMENTS_CLIENT_SECRET',
    asHttp({ ...auth(first, NOW), body: '{"clientId":"client-1","clientSecret":"{{clientSecret}}"}' }),
  ),
  way(
    'the whole response in place of the token',
    'Authorization: there is JSON after Bearer, as in the response; send only the token that is in it',
    asHttp(get('Bearer {"accessToken":"a.b.c","expiresAt":"2026"}')),
  ),
  way(
    'a form in place of JSON',
    'body: the body is a form, and not JSON; expected {"clientId": …, "clientSecret": …}',
    asHttp({
      ...auth(first, NOW),
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      body: 'clientId=client-1&clientSecret=not-a-real-secret',
    }),
  ),
  way(
    'members in the form of OAuth',
    'clientId: it is missing; client_id has its value: only the name is wrong',
    asHttp({ ...auth(first, NOW), body: '{"client_id":"client-1","client_secret":"not-a-real-secret"}' }),
  ),
  way(
    'the client of another environment',
    `clientId: it has 8 characters, SHA-256 ${hash('client-2')}; expected SENDPAYMENTS_CLIENT_ID (8 characters, SHA-256 ${hash('client-1')})`,
    asHttp({ ...auth(first, NOW), body: '{"clientId":"client-2","clientSecret":"not-a-real-secret"}' }),
  ),
]
