import { createHash, createHmac } from 'node:crypto'
import { fromObject } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { readCaptures, verifyFile } from '@countersign/verify'
import { expect, it } from 'vitest'
import { httpSignatures } from '../src/index.js'

const NOW = 1_700_000_000
const BODY = '{"amount":50}'
const URL_SENT = 'http://127.0.0.1:8285/v1/payments?a=1'
const settings = {
  keyId: 'k1',
  secret: Buffer.from('secret-of-the-tests').toString('base64'),
  hosts: '127.0.0.1:8285',
}
const provider = httpSignatures({
  id: 'northwind',
  hosts: ['example.com'],
  components: '"@method" "@target-uri" "content-digest"',
})
const hash = (name: string, data: string) => createHash(name).update(data)
const DIGEST = hash('sha256', BODY).digest('base64')

/** A client of RFC 9421 on node:crypto, and what it does otherwise. */
interface Way {
  readonly uri?: string
  readonly digest?: string
  readonly end?: (params: string) => string
  readonly nonce?: string
}

async function verdictOn({ uri = URL_SENT, digest = `sha-256=:${DIGEST}:`, end, nonce = '' }: Way) {
  const params = `("@method" "@target-uri" "content-digest");created=${NOW};keyid="k1"${nonce}`
  const lines = ['"@method": POST', `"@target-uri": ${uri}`, `"content-digest": ${digest}`].join('\n')
  const base = lines + (end ?? ((own) => `\n"@signature-params": ${own}`))(params)
  const key = Buffer.from(settings.secret, 'base64')
  const signature = createHmac('sha256', key).update(base).digest('base64')
  const headers = {
    'Content-Type': 'application/json',
    'Content-Digest': digest,
    'Signature-Input': `sig1=${params}`,
    Signature: `sig1=:${signature}:`,
  }
  const request = {
    method: 'POST',
    url: URL_SENT,
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    postData: { text: BODY },
  }
  const har = { log: { entries: [{ startedDateTime: new Date(NOW * 1000).toISOString(), request }] } }
  const [verdict] = await verifyFile(readCaptures(Buffer.from(JSON.stringify(har))), {
    providers: [provider],
    settings: fromObject(provider, settings),
    host: nodeHost(),
  })
  return verdict
}

const WHOLE = 'The target URI is the whole URL, scheme and host included (RFC 9421 section 2.2.2).'
const SCHEME = 'The server sees http: sign that. A proxy that ends TLS changes the scheme on the way.'

it('as RFC 9421 says', async () => {
  expect(await verdictOn({})).toMatchObject({ verdict: 'verified' })
})

it.each<[did: string, way: Way, when: string, advice: string | RegExp]>([
  ['the path alone', { uri: '/v1/payments' }, 'the target URI is the path alone', WHOLE],
  ['path and query', { uri: '/v1/payments?a=1' }, 'the target URI is path and query alone', WHOLE],
  ['no query', { uri: 'http://127.0.0.1:8285/v1/payments' }, 'the target URI has no query', WHOLE],
  [
    'https before a proxy that ends TLS',
    { uri: URL_SENT.replace('http:', 'https:') },
    'the target URI starts with https in place of http',
    SCHEME,
  ],
  [
    'no line of parameters',
    { end: () => '' },
    'the signature base lacks "@signature-params"',
    /last "@signature-params" as in Signature-Input/,
  ],
  [
    'a line end in its place',
    { end: () => '\n' },
    'the signature base lacks "@signature-params" and has a line end at its end',
    /last "@signature-params" as in Signature-Input/,
  ],
])('another signature base: %s', async (_did, way, when, advice) => {
  expect(await verdictOn(way)).toMatchObject({
    why: `signature matches when ${when}`,
    advice: typeof advice === 'string' ? advice : expect.stringMatching(advice),
  })
})

const hex = hash('sha256', BODY).digest('hex')

it.each([
  [
    'base64 of hex',
    `sha-256=:${Buffer.from(hex).toString('base64')}:`,
    'it is in base64 of the hex digits; expected base64',
    'Make it base64.',
  ],
  ['hex', `sha-256=:${hex}:`, 'it is in hex; expected base64', 'Make it base64.'],
  [
    'another hash',
    `sha-256=:${hash('sha512', BODY).digest('base64')}:`,
    'it is a SHA-512; expected a SHA-256',
    'Make it a SHA-256.',
  ],
  [
    'the hash of the hash',
    `sha-256=:${hash('sha256', hex).digest('base64')}:`,
    'it is the hash of the hex digits of the hash; expected the hash itself',
    'Make it the hash itself.',
  ],
  [
    'no colons',
    `sha-256=${DIGEST}`,
    'it has no hash in base64 between colons; expected sha-256=:…:',
    'Make it sha-256=:…:.',
  ],
])('Content-Digest: %s', async (_did, digest, problem, advice) => {
  expect(await verdictOn({ digest })).toMatchObject({
    why: `Content-Digest: ${problem}; the signature itself matches`,
    advice,
  })
})

it.each([
  ['', 'the created made twice: one was signed, and another sent'],
  [';nonce="n1"', 'the created or the nonce made twice: one was signed, and another sent'],
])('what is likely names only what the request has%s', async (nonce, line) => {
  const verdict = await verdictOn({ nonce, end: () => '\nnothing of the kind' })
  expect(verdict?.likely?.filter((one) => one.includes('made twice'))).toEqual([line])
})
