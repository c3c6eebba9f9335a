/** Programs in JavaScript (Node 18 or newer, as an ES module) that sign right. Lines that end in `//tls` are for mutual TLS alone. */
export const javascript = {
  inqud: `import { createHmac, randomBytes } from 'node:crypto'

const body = JSON.stringify({ amount: 50 }) // sign exactly the text that is sent
const salt = randomBytes(32).toString('hex')
const signature = createHmac('sha256', '{{INQUD_TOKEN_SECRET}}').update(body).update(salt).digest('hex')
const response = await fetch('{{ORIGIN}}/v1/user/payments/payout', {
  method: 'POST',
  headers: {
    'Content-Type': 'application/json',
    'X-Token-API-Id': '{{INQUD_TOKEN_ID}}',
    'X-Salt': salt,
    'X-HMAC-SHA256-Signature': signature,
  },
  body,
})
console.log(response.status, await response.text())
`,
  imburse: `import { createHmac, randomBytes } from 'node:crypto'

const token = '{{IMBURSE_PUBLIC_KEY}}:' + randomBytes(16).toString('hex') + ':' + Math.floor(Date.now() / 1000)
const key = Buffer.from('{{IMBURSE_PRIVATE_KEY}}', 'base64')
const signature = createHmac('sha256', key).update(token + ':').digest('base64') // no body: its hash is empty
const post = (path, headers, body) => fetch('{{ORIGIN}}' + path, { method: 'POST', headers, body })
const exchange = await post('/v1/identity/hmac', { Authorization: 'Hmac ' + token + ':' + signature })
if (!exchange.ok) throw new Error(await exchange.text()) // without a token there is nothing to send
const { accessToken } = await exchange.json() // for one request
const response = await post('/v1/order-management', {
  'Content-Type': 'application/json',
  Authorization: 'Bearer ' + accessToken,
  'x-account-id': '{{IMBURSE_ACCOUNT_ID}}',
  'x-tenant-id': '{{IMBURSE_TENANT_ID}}',
}, JSON.stringify({ orderRef: 'order-0001' }))
console.log(response.status, await response.text())
`,
  sendpayments: `const post = (path, body, headers) => fetch('{{ORIGIN}}' + path, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(body),
})
const auth = await post('/auth', {
  clientId: '{{SENDPAYMENTS_CLIENT_ID}}',
  clientSecret: '{{SENDPAYMENTS_CLIENT_SECRET}}',
})
if (!auth.ok) throw new Error(await auth.text()) // without a token there is nothing to send
const { accessToken } = await auth.json() // for five minutes; a new one ends it
const response = await post('/v1/accounts', { currency: 'AUD' }, { Authorization: 'Bearer ' + accessToken })
console.log(response.status, await response.text())
`,
  mastercard: `// npm install mastercard-client-encryption; the .pem files last as long as the page does
import { readFileSync } from 'node:fs'
import { request } from '{{PROTOCOL}}'
import clientEncryption from 'mastercard-client-encryption'

const whole = [{ element: '$', obj: '$' }]
const jwe = new clientEncryption.JweEncryption({
  mode: 'JWE',
  paths: [{ path: '/idverify', toEncrypt: whole, toDecrypt: [{ element: 'encryptedData', obj: '$' }] }],
  encryptedValueFieldName: 'encryptedData',
  encryptionCertificate: 'sandbox.MASTERCARD_ENCRYPTION_CERTIFICATE.pem',
  privateKey: 'sandbox.MASTERCARD_DECRYPTION_KEY.pem',
})
const { body } = jwe.encrypt('/idverify', {}, { accountNumber: '4111111111111111' })
const options = {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  cert: readFileSync('sandbox.MASTERCARD_CLIENT_CERTIFICATE.pem'), //tls
  key: readFileSync('sandbox.MASTERCARD_CLIENT_KEY.pem'), //tls
  ca: readFileSync('sandbox.COUNTERSIGN_CACERT.pem'), //tls
}
const sent = request('{{ORIGIN}}/idverify', options, async (response) => {
  let text = ''
  for await (const chunk of response) text += chunk
  const opened = jwe.decrypt({ request: { url: '/idverify' }, body: JSON.parse(text) })
  console.log(response.statusCode, JSON.stringify(opened))
})
sent.end(JSON.stringify(body))
`,
}
