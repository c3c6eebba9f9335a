import { randomBytes, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { accepted } from '../accepted.js'
import { Tokens } from '../bearer.js'
import type { Incoming } from '../incoming.js'
import type { Answer, Times, Verifier } from '../options.js'
import { checks, hidden } from '../refusal.js'
import { same } from './inqud.js'

export interface SendCredentials {
  readonly clientId: string
  readonly clientSecret: string
}

const bad = checks(400, 'bad_request')
const check = checks(401, 'unauthorized')

export const sendCredentials = (): SendCredentials => ({
  clientId: `client-${randomUUID()}`,
  clientSecret: randomBytes(24).toString('base64url'),
})

/** Send Payments: POST /auth for a JWT of five minutes; a new one ends the one before. */
export function sendVerifier(times: Times, credentials = sendCredentials()): Verifier {
  const tokens = new Tokens(times, 300, 'newest')
  const key = randomBytes(32)
  const sign = (expiresAt: number) =>
    new SignJWT({ services: ['accounts'] })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(credentials.clientId)
      .setJti(randomUUID())
      .setIssuedAt(Math.floor(times.clock()))
      .setExpirationTime(Math.floor(expiresAt))
      .sign(key)
  return {
    env: {
      SENDPAYMENTS_CLIENT_ID: credentials.clientId,
      SENDPAYMENTS_CLIENT_SECRET: credentials.clientSecret,
    },
    async answer(request, fault) {
      if (request.path === '/auth') {
        verifyClient(request, credentials)
        return authenticated(await tokens.issue(sign))
      }
      tokens.verify(request, fault)
      return accepted('sendpayments', 'bearer', request)
    },
  }
}

function authenticated({ value, expiresAt }: { value: string; expiresAt: number }): Answer {
  return {
    status: 201,
    token: true,
    body: { accessToken: value, expiresAt: new Date(expiresAt * 1000).toISOString() },
  }
}

function verifyClient(request: Incoming, credentials: SendCredentials): void {
  checks(405, 'method_not_allowed')(
    request.method === 'POST',
    'method',
    'An accessToken is asked for with POST.',
    'POST',
    request.method,
  )
  const { clientId, clientSecret } = parse(request.body)
  const given = (value: unknown): value is string => typeof value === 'string' && value !== ''
  bad(given(clientId), 'clientId', 'clientId is missing.', 'a text', typeof clientId)
  bad(given(clientSecret), 'clientSecret', 'clientSecret is missing.', 'a text', typeof clientSecret)
  check(
    same(String(clientId), credentials.clientId),
    'clientId',
    'The client is not known.',
    credentials.clientId,
    String(clientId),
  )
  check(
    same(String(clientSecret), credentials.clientSecret),
    'clientSecret',
    'The secret is wrong.',
    'the secret of the client',
    hidden(String(clientSecret)),
  )
}

function parse(body: Buffer): { clientId?: unknown; clientSecret?: unknown } {
  try {
    const json: unknown = JSON.parse(body.toString('utf8'))
    if (typeof json === 'object' && json !== null) return json
  } catch {
    // Said below.
  }
  bad(
    false,
    'json',
    'The body is not a JSON object.',
    '{"clientId": …, "clientSecret": …}',
    `${body.length} bytes`,
  )
  return {}
}
