import { createHash, createHmac } from 'node:crypto'
import { base64, compactDate, defineProvider, type Host, readSigningKey } from '@countersign/core'

const secret = { about: 'the secret', required: true, secret: true, kind: 'text' } as const
const id = { about: 'the id', required: true, secret: false, kind: 'text' } as const

/** Timestamp, nonce, method, path and a hash of the body, in headers. */
export const acme = defineProvider<{ keyId: string; secret: string }>({
  id: 'acme',
  name: 'Acme',
  hosts: ['api.acme.example'],
  settings: [
    { name: 'keyId', ...id },
    { name: 'secret', ...secret },
  ],
  setup: ({ keyId = '', secret = '' }) => ({ keyId, secret }),
  nonce: { called: 'nonce', pattern: /^[0-9a-f]{16}$/ },
  written: { now: { header: 'X-Timestamp' }, nonce: { header: 'X-Nonce' }, maxAge: 300 },
  sign({ request, url, settings, host, trace }) {
    const timestamp = String(Math.floor(host.now()))
    const nonce = host.nonce(16)
    const bodyHash = host.hash('SHA-256', [request.body], 'hex')
    trace?.('bodyHash', bodyHash)
    const stringToSign = [request.method, url.path, timestamp, nonce, bodyHash].join('\n')
    const signature = host.hmac('SHA-256', settings.secret, [stringToSign], 'hex')
    trace?.('signature', signature)
    return {
      headers: {
        'X-Key': settings.keyId,
        'X-Timestamp': timestamp,
        'X-Nonce': nonce,
        'X-Signature': signature,
      },
    }
  },
})

/** What Acme's page says, on `node:crypto`: what a client sends. */
export function acmeRequest(
  change: Partial<Record<'secret' | 'keyId' | 'timestamp' | 'nonce' | 'signed' | 'body', string>> = {},
) {
  const { secret = 'acme-secret', keyId = 'key-0001', timestamp = '1700000000' } = change
  const { nonce = '00112233aabbccdd', body = '{"amount": 5}', signed = body } = change
  const hash = createHash('sha256').update(signed).digest('hex')
  const text = ['POST', '/v1/payments', timestamp, nonce, hash].join('\n')
  const signature = createHmac('sha256', secret).update(text).digest('hex')
  return { keyId, timestamp, nonce, body, signature }
}

/** As raw HTTP. */
export const acmeHttp = ({ keyId, timestamp, nonce, body, signature }: ReturnType<typeof acmeRequest>) =>
  `POST https://api.acme.example/v1/payments HTTP/1.1
Content-Type: application/json
X-Key: ${keyId}
X-Timestamp: ${timestamp}
X-Nonce: ${nonce}
X-Signature: ${signature}

${body}`

/** Signs the query, as Binance does: https://developers.binance.com/docs/binance-spot-api-docs/rest-api/request-security */
export const binance = defineProvider<{ apiKey: string; secretKey: string }>({
  id: 'binance',
  name: 'Binance',
  hosts: ['api.binance.com'],
  settings: [
    { name: 'apiKey', ...id },
    { name: 'secretKey', ...secret },
  ],
  setup: ({ apiKey = '', secretKey = '' }) => ({ apiKey, secretKey }),
  written: { now: { query: 'timestamp', as: '^(\\d{13})$' }, maxAge: 5 },
  sign({ request, url, settings, host }) {
    const timestamp = String(Math.floor(host.now() * 1000))
    const query = [url.query, `timestamp=${timestamp}`].filter(Boolean).join('&')
    const signature = host.hmac('SHA-256', settings.secretKey, [query, request.body], 'hex')
    return {
      headers: { 'X-MBX-APIKEY': settings.apiKey },
      query: `timestamp=${timestamp}&signature=${signature}`,
    }
  },
})

/** AWS Signature Version 4, whose key is derived: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export const aws = defineProvider<{ accessKeyId: string; secretAccessKey: string }>({
  id: 'aws',
  name: 'AWS',
  hosts: ['example.amazonaws.com'],
  settings: [
    { name: 'accessKeyId', ...id },
    { name: 'secretAccessKey', ...secret },
  ],
  setup: ({ accessKeyId = '', secretAccessKey = '' }) => ({ accessKeyId, secretAccessKey }),
  written: { now: { header: 'X-Amz-Date' }, maxAge: 900 },
  sign({ request, url, settings, host, trace }) {
    const date = compactDate(host.now())
    const day = date.slice(0, 8)
    const scope = `${day}/us-east-1/service/aws4_request`
    const canonicalRequest = [
      request.method,
      url.path,
      url.query,
      `host:${url.authority}`,
      `x-amz-date:${date}`,
      '',
      'host;x-amz-date',
      host.hash('SHA-256', [request.body], 'hex'),
    ].join('\n')
    trace?.('canonicalRequest', canonicalRequest)
    const hashed = host.hash('SHA-256', [canonicalRequest], 'hex')
    const stringToSign = ['AWS4-HMAC-SHA256', date, scope, hashed].join('\n')
    trace?.('stringToSign', stringToSign)
    const signature = host.hmac('SHA-256', awsKey(settings.secretAccessKey, day, host), [stringToSign], 'hex')
    const credential = `Credential=${settings.accessKeyId}/${scope}`
    return {
      headers: {
        'X-Amz-Date': date,
        Authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host;x-amz-date, Signature=${signature}`,
      },
    }
  },
})

const awsKey = (secret: string, day: string, host: Host) =>
  [day, 'us-east-1', 'service', 'aws4_request'].reduce(
    (key, part) => host.hmacBytes('SHA-256', key, [part]),
    new Uint8Array(Buffer.from(`AWS4${secret}`)),
  )

/** A signature by a private key, which comes out otherwise each time. */
export const keyed = defineProvider<{
  sign: NonNullable<Host['signer']> extends (...a: never) => infer S ? S : never
}>({
  id: 'keyed',
  name: 'Keyed',
  hosts: ['api.keyed.example'],
  settings: [{ name: 'privateKey', about: 'the key', required: true, secret: true, kind: 'pem' }],
  uses: ['signer'],
  setup: ({ privateKey = '' }, { host }) => {
    const key = readSigningKey(privateKey)
    const name = key.kind === 'EC' ? 'ECDSA-P256-SHA256' : 'RSA-PSS-SHA256'
    return { sign: (host.signer as NonNullable<Host['signer']>)(name, key) }
  },
  written: { now: { header: 'Date' }, maxAge: 300 },
  async prepare({ request, settings, host }) {
    const date = new Date(Math.floor(host.now()) * 1000).toUTCString()
    const signature = await settings.sign(
      `${date}\n${typeof request.body === 'string' ? request.body : Buffer.from(request.body)}`,
    )
    return { headers: { Date: date, Signature: `sig1=:${base64(signature)}:` } }
  },
})

/** Signs the headers there are and the query, and refuses what is signed already. */
export const strict = defineProvider<{ secret: string }>({
  id: 'strict',
  name: 'Strict',
  hosts: ['api.strict.example'],
  settings: [{ name: 'secret', ...secret }],
  setup: ({ secret = '' }) => ({ secret }),
  written: { now: { query: 'at' }, maxAge: 60 },
  sign({ request, url, settings, host }) {
    if (url.query.includes('sig=')) throw new Error('It is signed already.')
    const at = String(Math.floor(host.now()))
    const text = [
      url.query,
      at,
      ...request.headers.map(([name, value]) => `${name.toLowerCase()}:${value}`),
    ].join('|')
    return {
      query: [
        ['at', at],
        ['sig', host.hmac('SHA-256', settings.secret, [text], 'base64')],
      ],
    }
  },
})
