import { type AnyProvider, createSigner, fromObject } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { readCaptures, verifyFile } from '@countersign/verify'
import { expect, it } from 'vitest'
import {
  awsSigV4,
  azureSharedKey,
  detachedJws,
  edgegrid,
  hawk,
  httpSignatures,
  oauth1,
  signedClaims,
} from '../src/index.js'
import { ec, HOSTS, NOW, pem, rsa } from './bad-input/inputs.js'

const secret = Buffer.alloc(32, 3).toString('base64')
const aws = { accessKeyId: 'A', secretAccessKey: 's', region: 'r', service: 'execute-api' }
const storage = { account: 'x', key: 'a2V5' }
const components = '@method @target-uri @path @query @authority @request-target content-digest'

const SCHEMES: readonly (readonly [name: string, provider: AnyProvider, settings: object])[] = [
  ['AWS SigV4', awsSigV4({ id: 'aws', hosts: HOSTS }), aws],
  ['AWS SigV4 of S3', awsSigV4({ id: 'aws', hosts: HOSTS }), { ...aws, service: 's3' }],
  ['AWS SigV4 in the query', awsSigV4({ id: 'aws', hosts: HOSTS, form: 'query' }), aws],
  ['OAuth 1.0a', oauth1({ id: 'photos', hosts: HOSTS }), { consumerKey: 'k', consumerSecret: 's' }],
  [
    'OAuth 1.0a by RSA-SHA256',
    oauth1({ id: 'photos', hosts: HOSTS, signatureMethod: 'RSA-SHA256' }),
    { consumerKey: 'k', signingKey: pem(rsa) },
  ],
  [
    'HTTP Message Signatures',
    httpSignatures({ id: 'acme', hosts: HOSTS, components }),
    { keyId: 'k', secret },
  ],
  ['detached JWS', detachedJws({ id: 'bank', hosts: HOSTS }), { secret }],
  ['signed claims', signedClaims({ id: 'exchange', hosts: HOSTS }), { signingKey: pem(ec) }],
  ['Hawk', hawk({ id: 'things', hosts: HOSTS }), { id: 'a', key: 'b' }],
  [
    'EdgeGrid',
    edgegrid({ id: 'akamai', hosts: HOSTS }),
    { clientToken: 'a', clientSecret: 'b', accessToken: 'c' },
  ],
  ['Azure SharedKey', azureSharedKey({ id: 'storage', hosts: HOSTS }), storage],
  ['Azure SharedKey of tables', azureSharedKey({ id: 'storage', hosts: HOSTS, service: 'table' }), storage],
]

// What targets and forms may be made of, the odd things more often than people write them.
const PIECES = [
  ...'a1=&=&?!*\'(){}|^`"<>[];,:@~+$\\éB',
  ...['a=1', '%20', '%2F', '%c3%a9', 'a%5B', '..', './', '//', '/', 'comp=x', '%', '%zz'],
]

/** The same each time: a linear congruential generator. */
function* randomRequests(count: number) {
  let seed = 7
  const below = (most: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed % most
  }
  const text = (most: number) =>
    Array.from({ length: below(most) }, () => PIECES[below(PIECES.length)]).join('')
  for (let at = 0; at < count; at++) {
    const target = `/${text(6).replace(/\?/g, '')}${below(3) > 0 ? `?${text(10)}` : ''}`
    const method = ['GET', 'POST', 'PUT'][below(3)] ?? 'GET'
    const isForm = below(4) === 0
    const body = method === 'GET' ? '' : isForm ? `a=${text(5)}&b=1` : '{"é":1}'
    const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json'
    yield { method, url: `https://example.com${target}`, type, body }
  }
}

/** By one signer, each twice in a row: as the seconds pass, and with one list of headers that is changed in place. */
async function* signedInARow(provider: AnyProvider, settings: object) {
  let now = NOW
  const host = { ...nodeHost(), now: () => now }
  const signer = createSigner({ providers: [provider], settings: fromObject(provider, settings), host })
  const type: [string, string] = ['Content-Type', '']
  const headers: [string, string][] = [type]
  for (const given of randomRequests(30))
    for (const suffix of ['', '; again']) {
      type[1] = given.type + suffix
      now += 0.2
      const { request } = await signer.apply({ ...given, headers: given.body === '' ? [] : headers })
      yield { given, request }
    }
}

/** What goes over the wire: every client percent-encodes what no URL can carry. */
const wired = (target: string) => target.replace(/[^\u0021-\u007e]+/g, encodeURIComponent)

it.each(SCHEMES)(
  '30 random requests by %s, each twice, are right to verify, which reads the standard by itself',
  async (_name, provider, settings) => {
    for await (const { given, request } of signedInARow(provider, settings)) {
      const lines = Object.entries({ Host: 'example.com', 'Content-Length': Buffer.byteLength(given.body) })
      const head = [
        `${given.method} ${wired(request.url.replace('https://example.com', ''))} HTTP/1.1`,
        ...[...lines, ...request.headers].map(([name, value]) => `${name}: ${value}`),
      ]
      const [verdict] = await verifyFile(
        readCaptures(Buffer.from(`${head.join('\r\n')}\r\n\r\n${given.body}`)),
        {
          providers: [provider],
          settings: fromObject(provider, settings),
          host: nodeHost(),
          at: NOW,
        },
      )
      expect([given.url, given.body, verdict?.why]).toEqual([given.url, given.body, 'the signature matches'])
    }
  },
)
