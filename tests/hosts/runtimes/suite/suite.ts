import {
  type AnyProvider,
  base64,
  createSigner,
  defineProvider,
  type Host,
  mastercard,
  readSigningKey,
} from '@countersign/core'
import { signedFetch, webcryptoHost } from '@countersign/hosts/webcrypto'

/** What a runtime is given: throwaway keys, and where the server is. */
export interface Given {
  readonly origin: string
  readonly secret: string
  readonly signingKeys: Readonly<Record<string, string>>
  readonly publicKey: string
}

const text = (name: string) => ({ name, about: name, required: true, secret: true, kind: 'text' }) as const

const hmac = defineProvider<{ secret: string }>({
  id: 'hmac',
  name: 'HMAC',
  hosts: ['hmac.example'],
  settings: [text('secret')],
  setup: ({ secret = '' }) => ({ secret }),
  sign: ({ request, settings, host }) => {
    const nonce = host.nonce(32)
    const signature = host.hmac('SHA-256', settings.secret, [request.method, nonce, request.body], 'hex')
    return { headers: { 'X-Nonce': nonce, 'X-Signature': signature } }
  },
})

const signature = (name: string) =>
  defineProvider<{ sign: ReturnType<NonNullable<Host['signer']>> }>({
    id: 'signature',
    name: 'Signature',
    hosts: ['signature.example'],
    uses: ['signer'],
    settings: [{ ...text('key'), kind: 'pem' }],
    setup: ({ key = '' }, { host }) => {
      if (!host.signer) throw new Error('There is no signer.')
      return { sign: host.signer(name as 'Ed25519', readSigningKey(key)) }
    },
    async prepare({ request, settings }) {
      return { headers: { 'X-Key': name, 'X-Signature': base64(await settings.sign(request.body)) } }
    },
  })

const token = defineProvider<{ secret: string }>({
  id: 'token',
  name: 'Token',
  hosts: ['token.example'],
  settings: [text('secret')],
  setup: ({ secret = '' }) => ({ secret }),
  tokens: (origin, { settings, host }) => ({
    provider: 'token',
    origin,
    key: 'token',
    use: 'until-expiry',
    refreshBefore: 5,
    request: () => ({
      method: 'POST',
      url: `${origin}/token`,
      headers: [['X-Signature', host.hmac('SHA-256', settings.secret, ['token'], 'hex')]],
      body: '',
    }),
    read: ({ body }) => {
      const json = JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body))
      return { value: json.access_token, expiresAt: host.now() + 60 }
    },
  }),
})

/** Sends one request of each kind. @returns its status, or the error, by its name */
export async function suite(given: Given): Promise<Record<string, string>> {
  const { origin, secret, signingKeys, publicKey } = given
  const results: Record<string, string> = {}
  const send = async (name: string, provider: AnyProvider, settings: Record<string, string>) => {
    try {
      const all = { ...settings, [`${provider.id.toUpperCase()}_HOSTS`]: new URL(origin).host }
      const resolve = (setting: string): string | undefined => (all as Record<string, string>)[setting]
      const fetch = signedFetch(
        createSigner({ providers: [provider], settings: resolve, host: webcryptoHost(crypto) }),
      )
      const response = await fetch(`${origin}/${name}`, { method: 'POST', body: '{"name":"Zoë"}' })
      results[name] = `${response.status} ${await response.text()}`
    } catch (thrown) {
      results[name] = String(thrown)
    }
  }
  await send('hmac', hmac, { HMAC_SECRET: secret })
  await send('token', token, { TOKEN_SECRET: secret })
  await send('jwe', mastercard, { MASTERCARD_ENCRYPTION_CERTIFICATE: publicKey })
  for (const [name, key] of Object.entries(signingKeys))
    await send(name, signature(name), { SIGNATURE_KEY: key })
  return results
}
