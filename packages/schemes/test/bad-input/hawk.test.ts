import { createHash } from 'node:crypto'
import Hawk from 'hawk'
import { expect } from 'vitest'
import { hawk } from '../../src/index.js'
import { signed } from '../sign.js'
import { badInput, get, HOSTS, post } from './inputs.js'

const provider = hawk({ id: 'things', hosts: HOSTS })
const settings = { id: 'dh37fgj492je', key: 'werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn' }
const API = 'Hawk API.md'

/** Npm hawk's server, which takes the target as it came. */
async function taken(
  request: ReturnType<typeof get> & { body?: string },
  {
    target,
    at,
    payload,
    algorithm = 'sha256',
  }: { target?: string; at?: number; payload?: string; algorithm?: 'sha1' | 'sha256' } = {},
) {
  const now = at === undefined ? {} : { now: Date.now() / 1000 + at }
  const { request: sent } = await signed(provider, settings, request, now)
  const url = target ?? sent.url.replace('https://example.com', '')
  const headers = Object.fromEntries(sent.headers.map(([name, value]) => [name.toLowerCase(), value]))
  const incoming = { method: sent.method, url, headers: { host: 'example.com', ...headers } }
  const options = { port: 443, host: 'example.com', ...(payload !== undefined && { payload }) }
  return Hawk.server.authenticate(incoming, () => ({ ...settings, algorithm, user: 'x' }), options)
}
const takes = async (target: string) => expect(await taken(get(target))).toBeTruthy()

badInput('Hawk', {
  'a key of another kind': [
    `${API}, "Credentials": an algorithm that is not the one of the key`,
    () => expect(taken(get('/'), { algorithm: 'sha1' })).rejects.toThrow('Bad mac'),
  ],
  'a clock far off': [
    `${API}, "Replay Protection"`,
    () => expect(taken(get('/'), { at: -3600 })).rejects.toThrow('Stale timestamp'),
  ],
  'a body that is changed after signing': [
    `${API}, "Payload Validation"`,
    () => expect(taken(post('a'), { payload: 'b' })).rejects.toThrow('Bad payload hash'),
  ],
  'a header that is covered and missing': [
    `${API}, "Payload Validation": a missing Content-Type counts as empty`,
    async () => {
      const { steps } = await signed(provider, settings, post('a', {}))
      expect(steps.hash).toBe(createHash('sha256').update('hawk.1.payload\n\na\n').digest('base64'))
      expect(await taken(post('a', {}), { payload: 'a' })).toBeTruthy()
    },
  ],
  'a repeated parameter': [
    `${API}, "Protocol Example": the query is as it is sent`,
    () => takes('/?a=2&a=1&a=1'),
  ],
  'an empty query value': [`${API}, "Protocol Example": the query is as it is sent`, () => takes('/?b&a=&')],
  '+ and %20': [`${API}, "Protocol Example": the query is as it is sent`, () => takes('/?a=x+y&b=x%20y')],
  'a path with //, .. and %2F': [
    `${API}, "Protocol Example": the path is as it is sent`,
    () => takes('/a//b/../%2F'),
  ],
  'unicode in the query': [
    `${API}, "Protocol Example": it is signed as it is sent, percent-encoded`,
    async () => expect(await taken(get('/?q=ü'), { target: '/?q=%C3%BC' })).toBeTruthy(),
  ],
  'unicode in a header': [
    'Hawk lib/utils.js, validHeaderAttributeValue: no attribute has it',
    () =>
      expect(signed(provider, { ...settings, ext: 'Zoë' }, get('/'))).rejects.toThrow(
        /THINGS_EXT holds a character/,
      ),
  ],
})
