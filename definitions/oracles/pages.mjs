// Where there is no library: what the vendor's page describes, on node:crypto, apart from our code.
import { createHash, createHmac } from 'node:crypto'

const hmac = (key, text, encoding) => createHmac('sha256', key).update(text).digest(encoding)

export const PAGES = {
  'visa-x-pay-token': ({ settings: { sharedSecret }, now, request: { url, body = '' } }) => {
    const { pathname, search } = new URL(url)
    const message = `${now}${pathname.replace('/vdp/', '')}${search.slice(1)}${body}`
    return { 'x-pay-token': `xv2:${now}:${hmac(sharedSecret, message, 'hex')}` }
  },
  inqud: ({ settings: { tokenSecret }, nonce, request: { body = '' } }) => ({
    'X-HMAC-SHA256-Signature': hmac(tokenSecret, body + nonce, 'hex'),
  }),
  imburse: ({ settings: { publicKey, privateKey }, now, nonce, request: { body } }) => {
    const bodyHash = body ? createHash('sha256').update(body).digest('base64') : ''
    const text = [publicKey, nonce, now, bodyHash].join(':')
    return { bodyHash, signature: hmac(Buffer.from(privateKey, 'base64'), text, 'base64') }
  },
}
