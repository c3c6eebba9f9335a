import { createSigner, type Provider } from '@countersign/core'
import { expect, it } from 'vitest'
import { hosts } from './hosts.js'

interface Settings {
  readonly apiKey: string
}

/** A scheme of one's own, written against core's public types alone. */
const acme: Provider<Settings> = {
  id: 'acme',
  name: 'Acme',
  sources: ['https://acme.example/docs'],
  baseUrl: 'https://api.acme.example',
  hosts: ['api.acme.example'],
  settings: [{ name: 'apiKey', about: 'the key', required: true, secret: true, kind: 'text' }],
  examples: [{ name: 'Ping', method: 'GET', path: '/ping' }],
  setup: ({ apiKey = '' }) => ({ apiKey }),
  needs: () => ({ body: true, waits: false, how: 'HMAC over the body' }),
  sign: ({ request, settings, host }) => ({
    headers: [['X-Acme', host.hmac('SHA-256', settings.apiKey, [request.body], 'hex')]],
  }),
}

it.each(Object.entries(hosts))('a provider from outside signs on %s', (_name, makeHost) => {
  const settings = (name: string) => (name === 'ACME_API_KEY' ? 'Jefe' : undefined)
  const { sign } = createSigner({ providers: [acme], settings, host: makeHost() })
  const { request } = sign({
    method: 'POST',
    url: 'https://api.acme.example/ping',
    headers: [],
    body: 'what do ya want for nothing?',
  })
  // RFC 4231, test case 2.
  expect(request.headers).toEqual([
    ['X-Acme', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
  ])
})
