import { randomBytes, randomUUID } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { echo } from '../echo.js'
import type { Incoming } from '../incoming.js'
import { checks, hidden, identifier, refusals } from '../refusal.js'
import { timingSafeEqual } from '../timing-safe-equal.js'
import { bearer, type Issued, Tokens } from '../tokens.js'
import type { ProviderResponse, Times, Verifier } from '../verifier.js'

export interface SendCredentials {
  readonly clientId: string
  readonly clientSecret: string
}

const LIFETIME = 300
const bad = checks(400, 'bad_request')
const check = checks(401, 'unauthorized')
const refuse = refusals(401, 'unauthorized')
const method = checks(405, 'method_not_allowed')

export const sendCredentials = (): SendCredentials => ({
  clientId: `client-${randomUUID()}`,
  clientSecret: randomBytes(24).toString('base64url'),
})

/** Send Payments: POST /auth for a JWT of five minutes; a new one ends the previous one. */
export function sendVerifier(times: Times, credentials = sendCredentials()): Verifier {
  const tokens = new Tokens(times, LIFETIME, 'newest')
  const key = randomBytes(32)
  return {
    env: {
      SENDPAYMENTS_CLIENT_ID: credentials.clientId,
      SENDPAYMENTS_CLIENT_SECRET: credentials.clientSecret,
    },
    tokenPaths: ['/auth'],
    async respond(request, asked) {
      if (request.path === '/auth') {
        verifyClient(request, credentials)
        const make = (end: number) => makeJwt(credentials.clientId, times.clock(), end, key)
        return authenticated(await tokens.issue(asked, make))
      }
      const value = bearer(request)
      await verifyJwt(value, key, times.clock)
      tokens.use(value, asked)
      return echo('sendpayments', 'bearer', request)
    },
  }
}

const makeJwt = (subject: string, issuedAt: number, expiresAt: number, key: Buffer) =>
  new SignJWT({ services: ['accounts'] })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(subject)
    .setJti(randomUUID())
    .setIssuedAt(Math.floor(issuedAt))
    .setExpirationTime(Math.floor(expiresAt))
    .sign(key)

const authenticated = ({ value, expiresAt }: Issued): ProviderResponse => ({
  status: 201,
  body: { accessToken: value, expiresAt: new Date(expiresAt * 1000).toISOString() },
})

async function verifyJwt(value: string, key: Buffer, clock: () => number): Promise<void> {
  try {
    await jwtVerify(value, key, { algorithms: ['HS256'], currentDate: new Date(clock() * 1000) })
  } catch (error) {
    if (error instanceof errors.JWTExpired)
      refuse('tokenExpiry', 'The token has expired.', {
        expected: `before ${error.payload.exp}`,
        got: `it is ${Math.floor(clock())}`,
      })
    refuse('tokenKnown', 'The token is not a JWT of this sandbox.', {
      expected: 'a token issued by this sandbox',
      got: hidden(value),
    })
  }
}

function verifyClient(request: Incoming, credentials: SendCredentials): void {
  const { method: got } = request
  method(got === 'POST', 'method', 'An accessToken is requested with POST.', { expected: 'POST', got })
  const { clientId, clientSecret } = parsed(request.body)
  const id = text('clientId', clientId)
  const secret = text('clientSecret', clientSecret)
  check(timingSafeEqual(id, credentials.clientId), 'clientId', 'The client is unknown.', {
    expected: credentials.clientId,
    got: identifier(id),
  })
  check(timingSafeEqual(secret, credentials.clientSecret), 'clientSecret', 'The secret is wrong.', {
    expected: 'the secret of the client',
    got: hidden(secret),
  })
}

function text(name: string, value: unknown): string {
  const holds = typeof value === 'string' && value !== ''
  const got = value === '' ? 'an empty string' : typeof value
  bad(holds, name, `${name} is missing or is not a string.`, { expected: 'a string', got })
  return String(value)
}

function parsed(body: Buffer): { clientId?: unknown; clientSecret?: unknown } {
  let json: unknown
  try {
    json = JSON.parse(body.toString('utf8'))
  } catch {
    json = undefined
  }
  bad(typeof json === 'object' && json !== null, 'json', 'The body is not a JSON object.', {
    expected: '{"clientId": …, "clientSecret": …}',
    got: `${body.length} bytes`,
  })
  return json as object
}
