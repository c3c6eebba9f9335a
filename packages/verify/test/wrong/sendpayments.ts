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
/** After the exchange that got `first`. */
const sending = (did: string, says: string, authorization: string) =>
  way(did, says, asHar([auth(first, NOW), get(authorization, { started: NOW + 1 })]))
const secret = (did: string, value: string, says: string) =>
  way(
    did,
    `clientSecret: it is SENDPAYMENTS_CLIENT_SECRET with ${says}: trim what you read from a file`,
    asHttp({ ...auth(first, NOW), body: JSON.stringify({ clientId: 'client-1', clientSecret: value }) }),
  )
const whole = JSON.stringify({ clientId: 'client-1', clientSecret: 'not-a-real-secret' })

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
    'Authorization: there are credentials (Basic) in place of a bearer token; expected Bearer and a token from POST /auth',
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
  sending(
    'an accessToken cut off, by a column of a database say',
    `bearer token: it is the token that entry 1 got, cut off: the first 40 of the ${first.length} characters of it`,
    `Bearer ${first.slice(0, 40)}`,
  ),
  way(
    'an accessToken cut off, and no exchange to compare it with',
    'bearer token: it is cut off: its signature has 12 of 43 letters; send all of it',
    asHttp(get(`Bearer ${first}`)),
  ),
  sending(
    'an accessToken in quotes',
    'Authorization: the token is in quotes or brackets; send it without them',
    `Bearer "${first}"`,
  ),
  sending(
    "an accessToken as Python's str prints bytes",
    "Authorization: the token is in Python's b'…'; make it a text first: token.decode()",
    `Bearer b'${first}'`,
  ),
  sending(
    'a line end after the accessToken, as text',
    'Authorization: the token has \\n as text after it; send it without that',
    `Bearer ${first}\\n`,
  ),
  sending(
    'Bearer with a colon',
    'Authorization: there is ":" after Bearer; expected Bearer, one space and the token',
    `Bearer: ${first}`,
  ),
  sending(
    'Bearer by the tool and by the script',
    'Authorization: the word Bearer is there twice; send it once',
    `Bearer Bearer ${first}`,
  ),
  sending(
    'an accessToken that a library made base64',
    'bearer token: it is the token that entry 1 got, encoded in base64',
    `Bearer ${Buffer.from(first).toString('base64')}`,
  ),
  way(
    'client id and secret as Basic authorization of /auth',
    'body: there is no body; the Authorization header, whose scheme is "Basic", is not read here; expected {"clientId": …, "clientSecret": …}',
    asHttp({ ...auth(first, NOW), headers: [['Authorization', 'Basic Y2xpZW50LTE6eA==']], body: '' }),
  ),
  way(
    'JSON in a JSON string',
    'body: the body is JSON in a JSON string: it was made JSON twice; expected {"clientId": …, "clientSecret": …}',
    asHttp({ ...auth(first, NOW), body: JSON.stringify(whole) }),
  ),
  way(
    'the accessToken in a header of its own',
    'Authorization: it is missing; X-Access-Token holds a token, which is not read: send Authorization, Bearer and it',
    asHttp({ ...get(''), headers: [['X-Access-Token', first]] }),
  ),
  way(
    'the secret in base64, as for Basic',
    'clientSecret: it is SENDPAYMENTS_CLIENT_SECRET, encoded in base64',
    asHttp({
      ...auth(first, NOW),
      body: JSON.stringify({
        clientId: 'client-1',
        clientSecret: Buffer.from('not-a-real-secret').toString('base64'),
      }),
    }),
  ),
  secret(
    'the secret from a file with Windows line ends',
    'not-a-real-secret\r',
    'a carriage return (\\r) after it',
  ),
  secret(
    'the secret from a file with a byte order mark',
    '\ufeffnot-a-real-secret',
    'a byte order mark before it',
  ),
  secret('the secret copied from a page', 'not-a-real-secret\u00a0', 'a no-break space after it'),
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
