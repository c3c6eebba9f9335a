import aws4 from 'aws4'
import { expect } from 'vitest'
import { awsSigV4 } from '../../src/index.js'
import { signed } from '../sign.js'
import { badInput, get, HOSTS, NOW, post, saidOf, withBody, withoutHeader } from './inputs.js'

const provider = awsSigV4({ id: 'aws', hosts: HOSTS })
const settings = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  region: 'eu-central-1',
  service: 'execute-api',
}
const PAGE = 'AWS, "Create a canonical request"'

const canonical = async (target: string, headers = {}, service = 'execute-api') => {
  const own = { ...settings, service }
  const { steps, authorization } = await signed(provider, own, get(target, headers), { now: NOW })
  const [, uri, query, ...lines] = String(steps.canonicalRequest).split('\n')
  return { uri, query, lines, authorization }
}

/** The Authorization header of npm aws4 for the same target. */
function theirs(target: string, headers = {}) {
  const request = { host: 'example.com', path: target, service: 'execute-api', region: settings.region }
  const dated = { ...headers, 'X-Amz-Date': '20231114T221320Z' }
  return String(aws4.sign({ ...request, headers: dated }, settings).headers?.Authorization)
}
async function asTheirs(target: string, query: string) {
  const ours = await canonical(target)
  expect(ours.query).toBe(query)
  expect(ours.authorization).toBe(theirs(target).replace(/, /g, ', '))
}

badInput('AWS SigV4', {
  'a key of another kind': [
    'AWS, "Calculate the signature": the id in place of the secret is told apart',
    async () =>
      expect(
        await saidOf(provider, settings, get('/'), {
          by: { ...settings, secretAccessKey: settings.accessKeyId },
        }),
      ).toContain('AWS_ACCESS_KEY_ID is the key'),
  ],
  'a clock far off': [
    'AWS, "Elements of a request signature", X-Amz-Date: five minutes',
    async () =>
      expect(await saidOf(provider, settings, get('/'), { at: NOW + 1000 })).toMatch(
        /X-Amz-Date: it is 1000 s .* older/,
      ),
  ],
  'a body that is changed after signing': [
    `${PAGE}, HashedPayload`,
    async () =>
      expect(await saidOf(provider, settings, post('{"a":1}'), { change: withBody('{"a":2}') })).toMatch(
        /^not-verified: Signature: /,
      ),
  ],
  'a header that is covered and missing': [
    `${PAGE}, SignedHeaders`,
    async () =>
      expect(
        await saidOf(provider, settings, get('/', { 'X-Test': '1' }), { change: withoutHeader('X-Test') }),
      ).toContain('SignedHeaders: x-test is covered and not on the request'),
  ],
  'a repeated parameter': [
    `${PAGE}, CanonicalQueryString: it is there twice, sorted by its value`,
    () => asTheirs('/?b=2&a=2&a=1', 'a=1&a=2&b=2'),
  ],
  'an empty query value': [
    `${PAGE}, CanonicalQueryString: the equals sign is there without a value too`,
    () => asTheirs('/?b&a=', 'a=&b='),
  ],
  '+ and %20': [
    `${PAGE}, CanonicalQueryString: both are a space, %20`,
    () => asTheirs('/?a=x+y&b=x%20y', 'a=x%20y&b=x%20y'),
  ],
  'a path with //, .. and %2F': [
    `${PAGE}, CanonicalUri: normalised and encoded twice, and of S3 neither`,
    async () => {
      expect((await canonical('/a//b/../c/%2F')).uri).toBe('/a/c/%252F')
      expect((await canonical('/a//b/../c/%2F', {}, 's3')).uri).toBe('/a//b/../c//')
    },
  ],
  'unicode in the query': [
    `${PAGE}, CanonicalQueryString: encoded once, whichever way it was written`,
    () => asTheirs('/?q=ü&r=%C3%BC', 'q=%C3%BC&r=%C3%BC'),
  ],
  'unicode in a header': [
    `${PAGE}, CanonicalHeaders: it stays, and runs of spaces are one`,
    async () => {
      const headers = { 'X-Name': '  Zoë   B ' }
      const ours = await canonical('/', headers)
      expect(ours.lines).toContain('x-name:Zoë B')
      expect(ours.authorization).toBe(theirs('/', headers))
    },
  ],
})
