import { createHash, type KeyObject } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose'
import Provider from 'oidc-provider'

const listen = async (server: Server) => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** npm oidc-provider as a real authorization server, whose DPoP proofs need a nonce. */
export async function authorizationServer(keys: readonly KeyObject[], clientSecret: string) {
  const server = createServer()
  const issuer = await listen(server)
  const jwks = {
    keys: keys.map((key, at) => ({ ...key.export({ format: 'jwk' }), kid: `key-${at}`, use: 'sig' })),
  }
  const client = { grant_types: ['client_credentials'], redirect_uris: [], response_types: [] as [] }
  const provider = new Provider(issuer, {
    clients: [
      { ...client, client_id: 'by-key', token_endpoint_auth_method: 'private_key_jwt', jwks: jwks as never },
      {
        ...client,
        client_id: 'by-secret',
        token_endpoint_auth_method: 'client_secret_jwt',
        client_secret: clientSecret,
      },
      {
        ...client,
        client_id: 'bound',
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: jwks as never,
        dpop_bound_access_tokens: true,
      },
    ],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      dPoP: { enabled: true, nonceSecret: Buffer.alloc(32, 1), requireNonce: () => true },
    },
    enabledJWA: {
      clientAuthSigningAlgValues: ['HS256', 'HS384', 'HS512', 'RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'],
      dPoPSigningAlgValues: ['ES256', 'EdDSA', 'RS256'],
    },
    ttl: { ClientCredentials: 60 },
  })
  server.on('request', provider.callback())
  return {
    tokenUrl: `${issuer}/token`,
    issuer,
    find: (token: string) => provider.ClientCredentials.find(token),
    close: () => server.close(),
  }
}

const reasonOf = (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown))

/** A resource server that takes DPoP-bound tokens, verified by jose: its nonce changes with each `nonce(…)`. */
export async function resourceServer(
  find: Awaited<ReturnType<typeof authorizationServer>>['find'],
  { nonce }: { nonce: () => string | undefined },
) {
  const seen: string[] = []
  const server = createServer(async (request, response) => {
    const problem = await check(request, nonce(), find).catch(reasonOf)
    seen.push(problem ?? 'accepted')
    const wanted = nonce()
    if (wanted) response.setHeader('DPoP-Nonce', wanted)
    if (problem) response.setHeader('WWW-Authenticate', `DPoP error="${problem}"`)
    response.writeHead(problem ? 401 : 200).end('{}')
  })
  const origin = await listen(server)
  return { origin, seen, close: () => server.close() }

  async function check(request: IncomingMessage, wanted: string | undefined, find_: typeof find) {
    const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ')
    if (scheme !== 'DPoP') return 'invalid_token'
    const proof = String(request.headers.dpop)
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      maxTokenAge: 60,
    })
    if (wanted && payload.nonce !== wanted) return 'use_dpop_nonce'
    const path = (request.url ?? '').split('?')[0]
    const ath = createHash('sha256').update(token).digest('base64url')
    if (payload.htm !== request.method || payload.htu !== origin + path || payload.ath !== ath)
      return 'invalid_dpop_proof'
    const known = await find_(token)
    const jkt = await calculateJwkThumbprint(protectedHeader.jwk as object)
    return known?.jkt === jkt ? undefined : 'invalid_token'
  }
}
