import {
  constants,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  verify,
} from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { compactDecrypt } from 'jose'

const SECRET = 'a-throwaway-secret'
const BODY = '{"name":"Zoë"}'
const hmac = (text: string) => createHmac('sha256', SECRET).update(text).digest('hex')
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const keys = {
  'RSA-PSS-SHA256': rsa.privateKey,
  'RSA-SHA256': rsa.privateKey,
  'ECDSA-P256-SHA256': generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  Ed25519: generateKeyPairSync('ed25519').privateKey,
}

/** Verifies what the suite sends, on `node:crypto` and jose. */
export async function startServer(files: ReadonlyMap<string, string>) {
  const server = createServer(async (request, response) => {
    const file = files.get(request.url ?? '')
    if (file !== undefined)
      return response
        .setHeader('Content-Type', request.url === '/' ? 'text/html' : 'text/javascript')
        .end(file)
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    const problem = await problemOf(request, body).catch(String)
    if (problem !== undefined) return response.writeHead(401).end(problem)
    response.end(request.url === '/token' && request.headers['x-signature'] ? '{"access_token":"t-1"}' : 'ok')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const signingKeys = Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, pem(key)]))
  const publicKey = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  return {
    given: { origin, secret: SECRET, signingKeys, publicKey },
    names: ['hmac', 'token', 'jwe', ...Object.keys(keys)],
    close: () => server.close(),
  }
}

async function problemOf({ url, headers }: IncomingMessage, body: string): Promise<string | undefined> {
  const signature = String(headers['x-signature'] ?? '')
  if (url === '/token' && signature) return signature === hmac('token') ? undefined : 'another HMAC'
  if (url === '/token') return headers.authorization === 'Bearer t-1' ? undefined : 'another token'
  if (url === '/hmac')
    return signature === hmac(`POST${headers['x-nonce']}${body}`) ? undefined : 'another HMAC'
  if (url === '/jwe') {
    const { plaintext } = await compactDecrypt(JSON.parse(body).encryptedData, rsa.privateKey)
    return Buffer.from(plaintext).toString() === BODY ? undefined : 'another body'
  }
  return isRight(String(headers['x-key']), body, Buffer.from(signature, 'base64'))
    ? undefined
    : 'another signature'
}

function isRight(name: string, body: string, signature: Buffer): boolean {
  const key = keys[name as keyof typeof keys]
  const publicKey = createPublicKey(createPrivateKey(pem(key)))
  const pss = name === 'RSA-PSS-SHA256' && { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
  const options = { key: publicKey, ...pss, dsaEncoding: 'ieee-p1363' as const }
  return verify(name === 'Ed25519' ? null : 'sha256', Buffer.from(body), options, signature)
}
