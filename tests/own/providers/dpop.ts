import {
  type Bytes,
  base64url,
  bearer,
  type Call,
  CountersignError,
  defineProvider,
  type Host,
  headerValue,
  jwtExpiry,
  parseTokenResponse,
  readSigningKey,
  type TokenSource,
  type Trace,
  textOf,
  wait,
} from '@countersign/core'

interface Client {
  readonly clientId: string
  readonly tokenUrl: string
  readonly jwk: object
  sign(text: string): Promise<Bytes>
  /** The newest nonce of each server, by its origin. */
  readonly nonces: Map<string, string>
}

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** private_key_jwt (RFC 7523) and DPoP (RFC 9449), with server nonces, by one key on P-256. */
export default defineProvider<Client>({
  id: 'acmebank',
  name: 'Acme Bank',
  hosts: ['api.acme-bank.example', 'login.acme-bank.example'],
  settings: [
    { name: 'clientId', about: 'the client id', required: true, secret: false, kind: 'text' },
    {
      name: 'privateKey',
      about: 'the private key as a JWK, EC on P-256',
      required: true,
      secret: true,
      kind: 'text',
    },
    { name: 'tokenUrl', about: 'the token endpoint', required: true, secret: false, kind: 'text' },
  ],
  uses: ['signer'],
  examples: [{ name: 'Accounts', method: 'GET', path: '/accounts' }],
  setup({ clientId = '', privateKey = '', tokenUrl = '' }, { host }) {
    const key = readSigningKey(privateKey)
    const sign = host.signer?.('ECDSA-P256-SHA256', key)
    if (!sign) throw new CountersignError('missing-capability', `${host.name} cannot sign by a private key.`)
    const { kty, crv, x, y } = JSON.parse(privateKey)
    return { clientId, tokenUrl, jwk: { kty, crv, x, y }, sign, nonces: new Map() }
  },
  needs: () => ({ body: true, waits: true, how: 'an access token bound to a key, with a proof of the key' }),
  tokens: (_origin, { settings, host }) => tokenSource(settings, host),
  *prepare(call) {
    if (isTokenRequest(call)) return yield* wait(() => signedTokenRequest(call))
    const { request, url, settings, host, trace } = call
    // If a tool cannot ask for a token itself, the request brings it.
    const brought = /^(?:Bearer|DPoP) (\S+)$/i.exec(headerValue(request.headers, 'Authorization') ?? '')?.[1]
    const got = brought === undefined ? yield* bearer(tokenSource(settings, host), host, trace) : undefined
    const token = brought ?? got?.token?.value ?? ''
    const proof = yield* wait(() =>
      proofOf(settings, host, { method: request.method, url: url.origin + url.path, token }, trace),
    )
    return {
      ...got,
      headers: [
        ['Authorization', `DPoP ${token}`],
        ['DPoP', proof],
      ],
      secrets: ['Authorization'],
    }
  },
  responded({ status, headers }, { settings, url }) {
    noteNonce(settings, url.origin, headers)
    const wanted = /use_dpop_nonce/.test(headerValue(headers, 'WWW-Authenticate') ?? '')
    return status === 401 && wanted ? 'again' : undefined
  },
})

const isTokenRequest = ({ url, settings }: Call<Client>) => `${url.origin}${url.path}` === settings.tokenUrl

/** A token request that somebody sends as a request of its own: a nonce may come in its header DPoP-Nonce. */
async function signedTokenRequest({ request, settings, host, trace }: Call<Client>) {
  noteNonce(settings, originOf(settings.tokenUrl), request.headers)
  const { headers, body } = await tokenRequest(settings, host, trace)
  return { headers, body, drop: ['DPoP-Nonce'], secrets: [] }
}

const originOf = (url: string) => url.split('/').slice(0, 3).join('/')

function noteNonce({ nonces }: Client, origin: string, headers: Parameters<typeof headerValue>[0]): void {
  const nonce = headerValue(headers, 'DPoP-Nonce')
  if (nonce) nonces.set(origin, nonce)
}

function tokenSource(client: Client, host: Host): TokenSource {
  const origin = originOf(client.tokenUrl)
  return {
    provider: 'acmebank',
    origin,
    key: `acmebank ${client.tokenUrl} ${client.clientId}`,
    use: 'until-expiry',
    refreshBefore: 30,
    scheme: 'DPoP',
    requestAsync: (trace) => tokenRequest(client, host, trace),
    read(response) {
      noteNonce(client, origin, response.headers)
      if (response.status === 400 && textOf(response.body).includes('"use_dpop_nonce"')) return 'again'
      const asked = { provider: 'acmebank', url: client.tokenUrl, secrets: [] }
      const { access_token, expires_in } = parseTokenResponse(response, asked)
      const value = String(access_token)
      return { value, expiresAt: jwtExpiry(value) ?? host.now() + Number(expires_in) }
    },
  }
}

async function tokenRequest(client: Client, host: Host, trace: Trace | undefined) {
  const { clientId, tokenUrl } = client
  const now = Math.floor(host.now())
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: originOf(tokenUrl),
    jti: host.nonce(32),
    iat: now,
    exp: now + 60,
  }
  const assertion = await jwt(client, { alg: 'ES256' }, claims)
  const proof = await proofOf(client, host, { method: 'POST', url: tokenUrl }, trace)
  const form = {
    grant_type: 'client_credentials',
    client_assertion_type: ASSERTION,
    client_assertion: assertion,
  }
  const pairs = Object.entries(form).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return {
    method: 'POST',
    url: tokenUrl,
    headers: [
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['DPoP', proof],
    ] as const,
    body: pairs.join('&'),
  }
}

interface Proven {
  readonly method: string
  readonly url: string
  readonly token?: string
}

/** RFC 9449 section 4.2. */
async function proofOf(client: Client, host: Host, { method, url, token }: Proven, trace: Trace | undefined) {
  const nonce = client.nonces.get(originOf(url))
  const claims = {
    jti: host.nonce(32),
    htm: method,
    htu: url,
    iat: Math.floor(host.now()),
    ...(token !== undefined && { ath: base64url(host.hashBytes('SHA-256', [token])) }),
    ...(nonce !== undefined && { nonce }),
  }
  trace?.('dpopClaims', JSON.stringify(claims))
  return jwt(client, { typ: 'dpop+jwt', alg: 'ES256', jwk: client.jwk }, claims)
}

async function jwt(client: Client, header: object, claims: object): Promise<string> {
  const input = [header, claims].map((part) => base64url(JSON.stringify(part))).join('.')
  return `${input}.${base64url(await client.sign(input))}`
}
