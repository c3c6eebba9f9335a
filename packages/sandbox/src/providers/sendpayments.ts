import { randomBytes, randomUUID } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { echo } from '../echo.js'
import type { Incoming } from '../incoming.js'
import { checks, hidden, identifier, refusals } from '../refusal.js'
import { timingSafeEqual } from '../timing-safe-equal.js'
import { bearer, ended, type Issued, Tokens } from '../tokens.js'
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
    checksTime: false,
    async respond(request, asked) {
      if (request.path === '/auth') {
        verifyClient(request, credentials)
        const make = (end: number) => makeJwt(credentials.clientId, times.clock(), end, key)
        return authenticated(await tokens.issue(asked, make))
      }
      const value = bearer(request)
      tokens.note(request, value)
      await verifyJwt(request, value, key, times.clock)
      tokens.use(request, value, asked)
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

async function verifyJwt(
  { examination }: Incoming,
  value: string,
  key: Buffer,
  clock: () => number,
): Promise<void> {
  try {
    const currentDate = new Date(clock() * 1000)
    const { payload } = await jwtVerify(value, key, { algorithms: ['HS256'], currentDate })
    examination?.allowed('exp', `later than ${Math.floor(clock())}`, String(payload.exp))
    examination?.passed.push('tokenKnown', 'tokenExpiry')
  } catch (error) {
    if (error instanceof errors.JWTExpired)
      refuse('tokenExpiry', 'The token has expired.', ended(error.payload.exp ?? 0, clock()))
    refuse('tokenKnown', 'The token is not a JWT of this sandbox.', {
      expected: 'a token issued by this sandbox',
      got: hidden(value),
    })
  }
}

function verifyClient(request: Incoming, credentials: SendCredentials): void {
  const { method: got } = request
  method(request, got === 'POST', 'method', 'An accessToken is requested with POST.', {
    expected: 'POST',
    got,
  })
  const { clientId, clientSecret } = parsed(request)
  const id = text(request, 'clientId', clientId)
  const secret = text(request, 'clientSecret', clientSecret)
  request.examination?.step('clientId', credentials.clientId, id)
  check(request, timingSafeEqual(id, credentials.clientId), 'clientId', 'The client is unknown.', {
    expected: credentials.clientId,
    got: identifier(id),
  })
  const isSecret = timingSafeEqual(secret, credentials.clientSecret)
  check(request, isSecret, 'clientSecret', 'The secret is wrong.', {
    expected: 'the secret of the client',
    got: hidden(secret),
  })
}

function text(request: Incoming, name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') {
    const got = value === '' ? 'an empty string' : typeof value
    bad(request, false, name, `${name} is missing or is not a string.`, { expected: 'a string', got })
  }
  return String(value)
}

function parsed(request: Incoming): { clientId?: unknown; clientSecret?: unknown } {
  let json: unknown
  try {
    json = JSON.parse(request.body.toString('utf8'))
  } catch {
    json = undefined
  }
  const isObject = typeof json === 'object' && json !== null
  bad(request, isObject, 'json', 'The body is not a JSON object.', {
    expected: '{"clientId": …, "clientSecret": …}',
    got: `${request.body.length} bytes`,
  })
  return json as object
}
