import { expect, it } from 'vitest'
import { Explaining } from '../src/explaining.js'
import { Store } from '../src/store/store.js'
import type { Check, Explanation } from '../src/traffic.js'

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
  why: 'sealed: the body is not encrypted',
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
    seen: ['besides, sealed: the body is not encrypted'],
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
    seen: ['besides, sealed: the body is not encrypted'],
  })
})

it('names what verify finds first for every other check', async () => {
  const failed = { name: 'sealed', holds: false, message: 'The body is not encrypted.' }
  expect(await causeOf(failed, plaintext)).toMatchObject({ why: plaintext.why })
})

it('says a name once', async () => {
  const failed = { name: 'oauth_nonce', holds: false, message: 'oauth_nonce is not 8 letters.' }
  expect(await causeOf(failed, { ...plaintext, verdict: 'verified', why: '' })).toMatchObject({
    why: 'oauth_nonce is not 8 letters.',
  })
})
