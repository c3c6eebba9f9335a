// The request that every scheme signs, the keys, and signers of ours over Node's own crypto.
import { generateKeyPairSync } from 'node:crypto'
import { createSigner, fromObject } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'

export const host = 'api.example.com'
export const path = '/v1/things?b=2&a=x%20y'
export const url = `https://${host}${path}`
export const secret = 'k'.repeat(40)
export const shared = Buffer.from(secret)
export const base64Secret = shared.toString('base64')

const pem = ({ privateKey }) => privateKey.export({ type: 'pkcs8', format: 'pem' })
export const rsaPem = pem(generateKeyPairSync('rsa', { modulusLength: 2048 }))
export const ecPem = pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }))

export const method = (body) => (body === undefined ? 'GET' : 'POST')
export const typed = (body) => (body === undefined ? {} : { 'Content-Type': 'application/json' })

export const request = (body, headers = typed(body)) => ({
  method: method(body),
  url,
  headers: Object.entries(headers),
  body,
})

export function signerOf(make, options, settings) {
  const provider = make({ id: 'bench', hosts: ['example.com'], ...options })
  return createSigner({ providers: [provider], settings: fromObject(provider, settings), host: nodeHost() })
}

/** Ours, at once or after a signature by a key that has to be waited for. */
export const atOnce = (signer) => (body) => {
  const asked = request(body)
  return () => signer.sign(asked)
}
export const later = (signer) => (body) => {
  const asked = request(body)
  return () => signer.apply(asked)
}
