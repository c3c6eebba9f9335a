import { compactDate, defineProvider, readSigningKey } from '@countersign/core'

/** A scheme that signs by a private key: ECDSA over method, path and body, with the time in the query. */
export const zenith = defineProvider({
  id: 'zenith',
  name: 'Zenith',
  hosts: ['api.zenith.example'],
  settings: [{ name: 'key', about: 'the private key', required: true, secret: true, kind: 'pem' }],
  written: { now: { query: 'time', as: '(\\d{8}T\\d{6}Z)' } },
  setup: ({ key = '' }, { host }) => ({ sign: host.signer?.('ECDSA-P256-SHA256', readSigningKey(key)) }),
  async prepare({ request, url, settings, host }) {
    const time = compactDate(host.now())
    const digest = host.hash('SHA-512', [request.body], 'hex')
    const signature = await settings.sign(`${request.method} ${url.path} ${time} ${digest}`)
    const text = Array.from(signature, (byte) => byte.toString(16).padStart(2, '0')).join('')
    return { query: [['time', time]], headers: { 'X-Zenith': text } }
  },
})
