import type { Example } from '../../provider.js'
import type { Setting } from '../../settings.js'

export const settings: readonly Setting[] = [
  {
    name: 'encryptionCertificate',
    about: 'the certificate or public key of "Client Encryption Keys", as PEM',
    required: true,
    forRequests: true,
    secret: false,
    kind: 'pem',
  },
  {
    name: 'keyId',
    about: 'the kid, if it is not the fingerprint of that key',
    required: false,
    secret: false,
    kind: 'text',
  },
  {
    name: 'decryptionKey',
    about: 'the private key that decrypts responses, as PEM',
    required: false,
    secret: true,
    kind: 'pem',
  },
  {
    name: 'decryptionKeyPassword',
    about: 'the password of the decryption key, if it is encrypted',
    required: false,
    secret: true,
    kind: 'text',
  },
  {
    name: 'clientCertificate',
    about: 'the certificate for mutual TLS, as PEM',
    required: false,
    secret: false,
    kind: 'client-certificate',
    heldByTool: true,
  },
  {
    name: 'clientKey',
    about: 'the private key of that certificate, as PEM',
    required: false,
    secret: true,
    kind: 'client-key',
    heldByTool: true,
  },
  {
    name: 'clientKeyPassword',
    about: 'the password of that key, if it is encrypted',
    required: false,
    secret: true,
    kind: 'text',
    heldByTool: true,
  },
]

export const examples: readonly Example[] = [
  {
    name: 'Verify an account owner',
    method: 'POST',
    path: '/idverify/account-owner-verifications',
    body: `{
  "accountNumber": "5555555555554444",
  "firstName": "John",
  "lastName": "Doe"
}`,
  },
]
