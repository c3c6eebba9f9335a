import type { Example } from '../../provider.js'
import type { Setting } from '../../settings.js'

export const settings: readonly Setting[] = [
  {
    name: 'consumerKey',
    about: 'the consumer key of the project, as Mastercard Developers shows it',
    required: true,
    unless: 'config',
    forRequests: true,
    secret: false,
    kind: 'text',
  },
  {
    name: 'signingKey',
    about: 'the signing key of the project: an RSA private key as PEM, or the PKCS#12 file in base64',
    required: true,
    unless: 'config',
    forRequests: true,
    secret: true,
    kind: 'pem',
  },
  {
    name: 'config',
    about: "the JSON that Mastercard's Insomnia plugin takes: consumer key, keys, payload encryption by path",
    required: false,
    secret: true,
    kind: 'json',
    secretMembers: ['keystoreP12Path', 'keystorePassword', 'privateKey', 'keyStore', 'keyStorePassword'],
    files: ['keystoreP12Path', 'encryptionCertificate', 'privateKey', 'keyStore'],
  },
  {
    name: 'signingKeyPassword',
    about: 'the password of the signing key (keystorepassword), if it has one',
    required: false,
    secret: true,
    kind: 'text',
  },
  {
    name: 'paths',
    about: 'the paths of the API, separated by commas, if Identity Insights (mastercard) is set up beside it',
    required: false,
    secret: false,
    kind: 'list',
  },
]

export const examples: readonly Example[] = [
  {
    name: 'Find ATMs',
    method: 'GET',
    path: '/atms/v1/atm?PageOffset=0&PageLength=5&PostalCode=11101&Format=JSON',
  },
  {
    name: 'Search locations',
    method: 'POST',
    path: '/locations/searches',
    body: `{
  "countryCode": "USA",
  "postalCode": "11101"
}`,
  },
]
