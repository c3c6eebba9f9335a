import { describe, expect, it } from 'vitest'
import { exchangeWithoutToken } from '../src/history.js'
import { Store } from '../src/store/store.js'
import type { Check, VerdictEvent } from '../src/traffic.js'

interface Sent {
  readonly agent?: string
  readonly authorization?: string
  readonly at?: number
  readonly failed?: string
  readonly verdict?: Partial<VerdictEvent>
}

/** The id of the exchange that the last of these requests points to. */
function pointedTo(...all: readonly Sent[]): number | undefined {
  const store = new Store({ requests: 10, bodies: 4096, rest: 65_536 })
  for (const [n, sent] of all.entries()) note(store, n + 1, sent)
  const last = store.get(all.length)
  return last && exchangeWithoutToken(last, store)
}

function note(store: Store, id: number, sent: Sent): void {
  const { agent = 'node', authorization, at = id, failed, verdict = {} } = sent
  const headers = [
    'User-Agent',
    agent,
    ...(authorization === undefined ? [] : ['Authorization', authorization]),
  ]
  const checks: Check[] = failed === undefined ? [] : [{ name: failed, holds: false, message: 'No.' }]
  const arrived = { provider: 'p', origin: 'http://127.0.0.1:1', method: 'POST', target: '/x', headers }
  store.note({ type: 'request', id, at, ...arrived, body: Buffer.alloc(0), bodyLength: 0 })
  store.note({ type: 'checks', id, checks, steps: [] })
  store.note({ type: 'verdict', id, accepted: failed === undefined, token: false, ...verdict })
  store.note({ type: 'response', id, at, status: 401, headers: [], body: '' })
}

const refused: Sent = { failed: 'signature', verdict: { token: true } }
const fault = { text: 'the response with the token is garbled', refused: false }
const garbled: Sent = { verdict: { token: true, faults: [fault] } }
const without: Sent = { failed: 'authorizationScheme' }

describe('a request without a token points to the exchange that gave none', () => {
  it.each<[string, Sent, Sent]>([
    ['if it was refused', refused, without],
    ['if a fault spoiled its response', garbled, without],
    ['if the header holds no token', refused, { ...without, authorization: 'Bearer undefined' }],
    ['if the header holds nothing', refused, { ...without, authorization: 'Bearer ' }],
    ['if the header holds a None', refused, { failed: 'tokenKnown', authorization: 'Bearer None' }],
    ['if the token is unknown', refused, { failed: 'tokenKnown', authorization: 'Bearer {"error":1}' }],
  ])('%s', (_when, exchange, request) => {
    expect(pointedTo(exchange, request)).toBe(1)
  })

  it.each<[string, Sent[]]>([
    ['of another program', [refused, { ...without, agent: 'curl/8' }]],
    [
      'of an hour ago',
      [
        { ...refused, at: 1 },
        { ...without, at: 3601 },
      ],
    ],
    ['before one that was accepted', [refused, { verdict: { token: true } }, without]],
    [
      'if the request has an HMAC in place of a token',
      [refused, { ...without, authorization: 'Hmac a:b:c:d' }],
    ],
    [
      'if the request has another token',
      [refused, { failed: 'tokenKnown', authorization: 'Bearer of-another-sandbox' }],
    ],
    ['if the request fails for something else', [refused, { failed: 'x-account-id' }]],
  ])('but not to one %s', (_which, all) => {
    expect(pointedTo(...all)).toBeUndefined()
  })
})
