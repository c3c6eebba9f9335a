import { expect, it } from 'vitest'
import { Explaining } from '../src/explaining.js'
import { Store } from '../src/store/store.js'
import type { Check, Explanation, NearbyRequest } from '../src/traffic.js'

/** The cause of a request that failed a check, if `verify` finds this of the request by itself. */
async function causeOf(failed: Check, found: Explanation): Promise<Explanation | undefined> {
  const store = new Store()
  const arrived = { provider: 'p', origin: 'http://127.0.0.1:1', method: 'POST', target: '/', headers: [] }
  store.note({ type: 'request', id: 1, at: 1, ...arrived, body: Buffer.alloc(0), bodyLength: 0 })
  store.note({ type: 'checks', id: 1, checks: [failed], steps: [] })
  store.note({ type: 'verdict', id: 1, accepted: false, token: false, check: failed.name })
  store.note({ type: 'response', id: 1, at: 1, status: 401, headers: [], body: '' })
  await new Explaining(store, async () => found).now(1)
  return store.get(1)?.cause
}

const plaintext: Explanation = {
  verdict: 'not-verified',
  why: 'encrypted: the body is not encrypted',
  seen: [],
  lines: [],
}

it('names the check of a connection first, since no request shows it, and then what else is wrong', async () => {
  const failed = {
    name: 'clientCertificate',
    holds: false,
    message: 'The client must show a certificate.',
    expected: "one of the sandbox's authority",
    got: 'no certificate',
  }
  expect(await causeOf(failed, plaintext)).toMatchObject({
    why: "clientCertificate: The client must show a certificate; expected one of the sandbox's authority; got no certificate",
    advice: expect.stringContaining('--cert and --key'),
    seen: ['besides, encrypted: the body is not encrypted'],
  })
})

it('names a header that came twice first, too', async () => {
  const failed = {
    name: 'duplicateHeader',
    holds: false,
    message: 'The header x-salt is sent more than once.',
  }
  expect(await causeOf(failed, plaintext)).toMatchObject({
    why: 'duplicateHeader: The header x-salt is sent more than once.',
    seen: ['besides, encrypted: the body is not encrypted'],
  })
})

it('names what verify finds first for every other check', async () => {
  const failed = { name: 'encrypted', holds: false, message: 'The body is not encrypted.' }
  expect(await causeOf(failed, plaintext)).toMatchObject({ why: plaintext.why })
})

it('says a name once', async () => {
  const failed = { name: 'oauth_nonce', holds: false, message: 'oauth_nonce is not 8 letters.' }
  expect(await causeOf(failed, { ...plaintext, verdict: 'verified', why: '' })).toMatchObject({
    why: 'oauth_nonce is not 8 letters.',
  })
})

/** Explains a refused exchange before and after another request of the same client came. @returns what the explainer was given */
async function askedAbout(later: { readonly agent?: string; readonly at?: number }) {
  const store = new Store()
  const asked: (readonly NearbyRequest[])[] = []
  const explaining = new Explaining(store, async (_request, around) => {
    asked.push(around)
    return { ...plaintext, tried: 'many ways' }
  })
  const note = (id: number, body: string, { agent = 'py', at = id } = {}) => {
    const bytes = Buffer.from(body)
    const arrived = { provider: 'p', origin: 'http://127.0.0.1:1', method: 'POST', target: `/${id}`, at }
    store.note({
      type: 'request',
      id,
      ...arrived,
      headers: ['User-Agent', agent],
      body: bytes,
      bodyLength: bytes.length,
    })
    store.note({ type: 'checks', id, checks: [{ name: 'signature', holds: false }], steps: [] })
    store.note({ type: 'verdict', id, accepted: false, token: false, check: 'signature' })
    store.note({ type: 'response', id, at, status: 401, headers: [], body: 'No.' })
  }
  note(1, '')
  await explaining.now(1)
  note(2, '{"order": 1}', later)
  const exchange = store.glance(2)
  if (exchange) explaining.arrived(exchange)
  await expect.poll(() => store.get(1)?.cause).toBeDefined()
  await new Promise(setImmediate)
  return asked.map((around) =>
    around.map(({ label, body, response }) => ({ label, body: String(body), response })),
  )
}

it('looks again when the next request of the same client is there, which the exchange may have signed', async () => {
  expect(await askedAbout({})).toEqual([[], [{ label: '#2', body: '{"order": 1}', response: undefined }]])
})

it.each([
  ['another client', { agent: 'curl' }],
  ['another hour', { at: 3600 }],
])('but not for a request of %s', async (_what, later) => {
  expect(await askedAbout(later)).toEqual([[]])
})
