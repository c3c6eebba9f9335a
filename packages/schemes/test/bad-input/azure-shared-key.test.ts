import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { azureSharedKey } from '../../src/index.js'
import { signed } from '../sign.js'
import { badInput, get, HOSTS, NOW, post, saidOf, withBody, withoutHeader } from './inputs.js'

const provider = azureSharedKey({ id: 'storage', hosts: HOSTS })
const settings = { account: 'x', key: Buffer.from('a key of the account').toString('base64') }
const PAGE = 'Azure, "Authorize with Shared Key"'
const RESOURCE = `${PAGE}, canonicalized resource`

const lines = async (target: string, headers = {}) =>
  String((await signed(provider, settings, get(target, headers))).steps.stringToSign).split('\n')
/** The lines of the query, which come last. */
const query = async (target: string, count: number) => (await lines(target)).slice(-count)

badInput('Azure SharedKey', {
  'a key of another kind': [
    `${PAGE}, encoding the signature: a key that is not base64 is refused`,
    () =>
      expect(signed(provider, { ...settings, key: 'no base64!' }, get('/'))).rejects.toThrow(
        /STORAGE_KEY is not base64/,
      ),
  ],
  'a clock far off': [
    `${PAGE}, specifying the Date header: 15 minutes`,
    async () =>
      expect(await saidOf(provider, settings, get('/'), { at: NOW + 1000 })).toMatch(
        /x-ms-date: it is 1000 s .* older/,
      ),
  ],
  'a body that is changed after signing': [
    `${PAGE}, Content-Length and Content-MD5 are signed`,
    async () => {
      expect(await saidOf(provider, settings, post('abc'), { change: withBody('abcd') })).toMatch(
        /^not-verified: /,
      )
      const md5 = createHash('md5').update('abc').digest('base64')
      const covered = post('abc', { 'Content-MD5': md5, 'Content-Type': 'text/plain' })
      expect(await saidOf(provider, settings, covered, { change: withBody('abd') })).toMatch(
        /^not-verified: Content-MD5/,
      )
    },
  ],
  'a header that is covered and missing': [
    `${PAGE}, constructing the signature string: an empty line`,
    async () => {
      expect((await lines('/c')).slice(0, 12)).toEqual(['GET', ...Array(11).fill('')])
      const ranged = get('/c', { Range: 'bytes=0-1' })
      expect(await saidOf(provider, settings, ranged, { change: withoutHeader('Range') })).toMatch(
        /^not-verified: /,
      )
    },
  ],
  'a repeated parameter': [
    `${RESOURCE}: values sorted and joined by commas, names in lower case`,
    async () => expect(await query('/c?B=2&b=1&a=x', 3)).toEqual(['/x/c', 'a:x', 'b:1,2']),
  ],
  'an empty query value': [
    `${RESOURCE}: the colon is there`,
    async () => expect(await query('/c?b&a=', 3)).toEqual(['/x/c', 'a:', 'b:']),
  ],
  '+ and %20': [
    `${RESOURCE}: values are URL-decoded, and a plus is a plus`,
    async () => expect(await query('/c?a=x+y&b=x%20y', 3)).toEqual(['/x/c', 'a:x+y', 'b:x y']),
  ],
  'a path with //, .. and %2F': [
    `${RESOURCE}: the encoded URI path as it is sent`,
    async () => expect(await query('/a//b/../%2F', 1)).toEqual(['/x/a//b/../%2F']),
  ],
  'unicode in the query': [
    `${RESOURCE}: names and values are URL-decoded`,
    async () => expect(await query('/c?q=ü&r=%C3%BC', 3)).toEqual(['/x/c', 'q:ü', 'r:ü']),
  ],
  'unicode in a header': [
    `${PAGE}, canonicalized headers: it stays`,
    async () => expect(await lines('/c', { 'x-ms-meta-name': 'Zoë' })).toContain('x-ms-meta-name:Zoë'),
  ],
})
