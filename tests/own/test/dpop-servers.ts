import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { calculateJwkThumbprint, EmbeddedJWK, exportJWK, generateKeyPair, type JWK, jwtVerify } from 'jose'
import Provider from 'oidc-provider'
import { type Listening, listen } from './listen.js'

export interface DpopServers {
  /** The authorization server: oidc-provider, which takes no proof without its newest nonce. */
  readonly issuer: string
  readonly api: string
  readonly clientId: string
  /** The private key, as a JWK. */
  readonly privateKey: string
  /** Clients with a bearer token: by private_key_jwt, and by client_secret_jwt with this secret. */
  readonly byKey: string
  readonly bySecret: string
  readonly clientSecret: string
  /** What the API made of each request: `accepted`, or why not. */
  readonly seen: string[]
  /** Whether the API asks for a nonce of its own, too. */
  asksForNonce: boolean
  close(): void
}

/** A real authorization server for private_key_jwt and DPoP, and an API that checks tokens and proofs by RFC 9449. */
export async function startDpop(): Promise<DpopServers> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = await exportJWK(privateKey)
  const clientId = 'own'
  let handle: Parameters<typeof listen>[0] = () => {}
  const login = await listen((request, response) => handle(request, response))
  const clientSecret = randomBytes(32).toString('hex')
  const provider = new Provider(login.origin, configuration(clientId, jwk, clientSecret))
  handle = provider.callback()
  const servers = {
    issuer: login.origin,
    clientId,
    privateKey: JSON.stringify(jwk),
    byKey: BY_KEY,
    bySecret: BY_SECRET,
    clientSecret,
    seen: [],
    asksForNonce: false,
  }
  const api = await startApi(provider, servers)
  const close = () => {
    api.close()
    login.close()
  }
  return Object.assign(servers, { api: api.origin, close })
}

const BY_KEY = 'by-key'
const BY_SECRET = 'by-secret'

function configuration(clientId: string, { kty, crv, x, y }: JWK, clientSecret: string) {
  const client = {
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    jwks: { keys: [{ kty, crv, x, y, alg: 'ES256', use: 'sig' }] },
  }
  const byKey = { ...client, token_endpoint_auth_method: 'private_key_jwt' as const }
  const bySecret = { token_endpoint_auth_method: 'client_secret_jwt' as const, client_secret: clientSecret }
  return {
    clients: [
      { ...byKey, client_id: clientId, dpop_bound_access_tokens: true },
      { ...byKey, client_id: BY_KEY },
      { ...client, ...bySecret, client_id: BY_SECRET },
    ],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
    },
    enabledJWA: {
      clientAuthSigningAlgValues: ['ES256' as const, 'HS256' as const],
      dPoPSigningAlgValues: ['ES256' as const],
    },
    ttl: { ClientCredentials: 600 },
  }
}

type State = Pick<DpopServers, 'seen' | 'asksForNonce'>

function startApi(provider: Provider, state: State): Promise<Listening> {
  const nonce = randomBytes(16).toString('hex')
  const used = new Set<unknown>()
  return listen(async (request, response) => {
    const problem = await problemOf(request, provider, used, state.asksForNonce ? nonce : undefined).catch(
      (thrown: Error) => thrown.message,
    )
    state.seen.push(problem ?? 'accepted')
    const error = problem === 'use_dpop_nonce' ? problem : 'invalid_dpop_proof'
    const headers = { 'dpop-nonce': nonce, 'www-authenticate': `DPoP error="${error}"` }
    if (problem) response.writeHead(401, state.asksForNonce ? headers : {})
    response.end(JSON.stringify({ problem }))
  })
}

/** RFC 9449 section 4.3 and 7: what is wrong with a request, if anything. */
async function problemOf(request: IncomingMessage, provider: Provider, used: Set<unknown>, nonce?: string) {
  const { method, url = '', headers } = request
  const [, scheme, token = ''] = /^(DPoP|Bearer) (\S+)$/.exec(headers.authorization ?? '') ?? []
  const known = await provider.ClientCredentials.find(token)
  if (!known) return 'the token is not known'
  const isBound = (known as unknown as { jkt?: string }).jkt !== undefined
  if (scheme === 'Bearer') return isBound ? 'the token is bound to a key' : undefined
  const proof = String(headers.dpop ?? '')
  const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
    typ: 'dpop+jwt',
    maxTokenAge: 60,
  })
  const thumbprint = await calculateJwkThumbprint(protectedHeader.jwk as JWK)
  if ((known as unknown as { jkt?: string }).jkt !== thumbprint) return 'the token is bound to another key'
  if (payload.htm !== method) return 'htm'
  if (payload.htu !== `http://${headers.host}${url.split('?')[0]}`) return 'htu'
  if (payload.ath !== createHash('sha256').update(token).digest('base64url')) return 'ath'
  if (nonce !== undefined && payload.nonce !== nonce) return 'use_dpop_nonce'
  if (used.has(payload.jti)) return 'the proof was used before'
  used.add(payload.jti)
  return undefined
}
