import { createHash } from 'node:crypto'
import { createSigner, fromObject } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import aws4 from 'aws4'
import { describe, expect, it, test } from 'vitest'
import { awsSigV4 } from '../src/aws-sigv4.js'
import suite from './fixtures/aws-signing-test-suite.json' with { type: 'json' }
import { signed } from './sign.js'

const provider = awsSigV4({ id: 'aws', hosts: ['amazonaws.com'] })

type Case = (typeof suite.cases)[number]

/** A request of the suite. A folded line is one line before it is signed (RFC 9112 section 5.2). */
function readCase({ request, context }: Case) {
  const [head = '', body = ''] = request.split(/\r?\n\r?\n/)
  const [first = '', ...lines] = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  const [, method = '', target = ''] = /^(\S+) (.*) HTTP\/1\.1$/.exec(first) ?? []
  const headers = lines.filter(Boolean).map((line) => {
    const at = line.indexOf(':')
    return [line.slice(0, at), line.slice(at + 1)] as const
  })
  if (context.sign_body)
    headers.push(['X-Amz-Content-Sha256', createHash('sha256').update(body).digest('hex')])
  return { method, url: `https://example.amazonaws.com${target}`, headers, body }
}

const settingsOf = ({ context }: Case, form: string) => ({
  accessKeyId: context.credentials.access_key_id,
  secretAccessKey: context.credentials.secret_access_key,
  sessionToken: (context.credentials as { token?: string }).token,
  region: context.region,
  service: context.service,
  expires: context.expiration_in_seconds,
  signSessionToken: (context as { omit_session_token?: boolean }).omit_session_token ? 'no' : 'yes',
  form,
})

const normalised = suite.cases.filter(({ context }) => context.normalize)

describe.each(normalised)("AWS's test suite: $name", (given) => {
  const now = Date.parse(given.context.timestamp) / 1000
  it('in a header', async () => {
    const { steps } = await signed(provider, settingsOf(given, 'header'), readCase(given), { now })
    // The trace hides the session token.
    if (!('token' in given.context.credentials))
      expect(steps.canonicalRequest).toBe(given.header.canonicalRequest)
    expect(steps.stringToSign).toBe(given.header.stringToSign)
    expect(steps.signature).toBe(given.header.signature)
  })
  it('in the query', async () => {
    const { headers, ...request } = readCase(given)
    const own = headers.filter(([name]) => name !== 'X-Amz-Content-Sha256')
    const { steps, request: sent } = await signed(
      provider,
      settingsOf(given, 'query'),
      { ...request, headers: own },
      { now },
    )
    expect(steps.stringToSign).toBe(given.query.stringToSign)
    expect(new URL(sent.url).searchParams.get('X-Amz-Signature')).toBe(given.query.signature)
  })
})

/** Numbers that look random and are the same in each run. */
function random(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const WORDS = [
  'a',
  'things',
  'x y',
  'é',
  'ሴ',
  '~',
  "!'()*",
  'a+b',
  'a/b',
  '%',
  '..',
  '.',
  '',
  '😀',
  'A=1',
  'k&k',
]

test('npm aws4 signs 1,000 random requests the same', () => {
  const next = random(16)
  const word = () => WORDS[next(WORDS.length)] as string
  const settings = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }
  let now = 0
  const host = { ...nodeHost(), now: () => now }
  const signers = ['execute-api', 's3', 'dynamodb'].map((service) => {
    const values = { ...settings, region: 'eu-central-1', service }
    return [
      service,
      createSigner({ providers: [provider], settings: fromObject(provider, values), host }),
    ] as const
  })
  for (let n = 0; n < 1000; n++) {
    const [service, signer] = signers[next(signers.length)] as (typeof signers)[number]
    now = 1_440_938_160 + next(100_000_000)
    const names = new Set(Array.from({ length: next(4) }, () => word()).filter((name) => name !== ''))
    const query = [...names]
      .map((name) => `${encodeURIComponent(name)}=${encodeURIComponent(word())}`)
      .join('&')
    const dots =
      service === 's3' ? (piece: string) => piece.replace(/^\.+$/, 'dot') : (piece: string) => piece
    const path = `/${Array.from({ length: next(5) }, () => dots(encodeURIComponent(word()))).join('/')}`
    const body = next(2) ? '' : word().repeat(next(20))
    const method = ['GET', 'PUT', 'POST', 'DELETE'][next(4)] as string
    const headers = { 'Content-Type': 'application/json', 'X-Word': ` ${encodeURI(word())}  ${next(9)} ` }
    const theirs = aws4.sign(
      {
        host: 'x.eu-central-1.amazonaws.com',
        path: path + (query && `?${query}`),
        service,
        region: 'eu-central-1',
        method,
        body,
        headers: {
          ...headers,
          'X-Amz-Date': new Date(now * 1000).toISOString().replace(/[:-]|\.\d{3}/g, ''),
        },
        extraHeadersToIgnore: { 'content-length': true },
      },
      settings,
    )
    const url = `https://x.eu-central-1.amazonaws.com${path}${query && `?${query}`}`
    const ours = signer.sign({ method, url, headers, body }).request.headers
    const authorization = ours.find(([name]) => name === 'Authorization')?.[1]
    expect([n, method, url, authorization]).toEqual([n, method, url, theirs.headers?.Authorization])
  }
})
