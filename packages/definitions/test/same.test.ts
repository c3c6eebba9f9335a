import {
  type AnyProvider,
  createSigner,
  fromObject,
  imburse,
  inqud,
  type RequestInput,
} from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { definedProvider } from '../src/index.js'
import { read } from './read.js'

/** What a provider sends, with its clock and nonce set. */
function signerOf(provider: AnyProvider, settings: object, now: number, nonce: string) {
  const host = { ...nodeHost(), now: () => now, nonce: () => nonce }
  const signer = createSigner({ providers: [provider], settings: fromObject(provider, settings), host })
  return (request: RequestInput) => signer.sign(request).request
}

const text = fc.string({ unit: fc.constantFrom(...'abcXYZ019 -_.é€𝄞"{}&=') })
const body = fc.oneof(
  text,
  fc.uint8Array({ maxLength: 80 }).map((bytes) => new Uint8Array(bytes)),
  fc.constant(''),
)
const printable = fc.string({ unit: fc.constantFrom(...'abcdefXYZ0189+/=_-'), minLength: 1, maxLength: 60 })
const now = fc.double({ min: 1e9, max: 4e9, noNaN: true })
const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 })
const headers = fc.array(
  fc.tuple(fc.constantFrom('X-Salt', 'Accept', 'x-token-api-id', 'Authorization'), printable),
  { maxLength: 4 },
)
const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE')

const runs = { numRuns: 1000 }

it('inqud.yaml signs as the provider Inqud does', () => {
  const definition = definedProvider(read('inqud.yaml'))
  const settings = fc.record({
    tokenId: printable,
    tokenSecret: printable,
    mode: fc.constantFrom('hmac', 'simple'),
  })
  fc.assert(
    fc.property(settings, now, hex, method, headers, body, (values, at, nonce, verb, list, data) => {
      const request = { method: verb, url: 'https://api.inqud.com/v1/a?b=c', headers: list, body: data }
      const [ours, theirs] = [definition, inqud].map((provider) =>
        signerOf(provider, values, at, nonce)(request),
      )
      expect(ours).toEqual(theirs)
    }),
    runs,
  )
})

it('imburse.yaml signs as the provider Imburse does when tokens are exchanged', () => {
  const definition = definedProvider(read('imburse.yaml'))
  const key = fc
    .uint8Array({ minLength: 1, maxLength: 48 })
    .map((bytes) => Buffer.from(bytes).toString('base64'))
  const settings = fc.record({ publicKey: printable, privateKey: key })
  const path = fc.constantFrom(
    '/v1/identity/hmac',
    '/identity/v1/hmac/management',
    '/identity/v1/hmac/collect',
  )
  fc.assert(
    fc.property(settings, now, hex, path, headers, body, (values, at, nonce, where, list, data) => {
      const request = {
        method: 'POST',
        url: `https://api.imbursepayments.com${where}`,
        headers: list,
        body: data,
      }
      const [ours, theirs] = [definition, imburse].map((provider) =>
        signerOf(provider, values, at, nonce)(request),
      )
      expect(ours).toEqual(theirs)
    }),
    runs,
  )
})
