// OAuth 1.0a (RFC 5849). Copy this file, name your own hosts, and set PHOTOS_CONSUMER_KEY and the others.
// With RSA: signatureMethod: 'RSA-SHA256', and PHOTOS_SIGNING_KEY in place of the secrets.
import { oauth1 } from '@countersign/schemes/oauth1'

export default oauth1({
  id: 'photos',
  name: 'Photos',
  hosts: ['photos.example.net'],
  signatureMethod: 'HMAC-SHA1',
  examples: [{ name: 'A photo', method: 'GET', path: '/photos?file=vacation.jpg&size=original' }],
})

// RFC 5849 section 1.2. It names its own host, so it holds whatever hosts you name.
export const vectors = [
  {
    name: 'token credentials',
    settings: {
      consumerKey: 'dpf43f3p2l4k3l03',
      consumerSecret: 'kd94hf93k423kf44',
      token: 'hh5s93j4hdidpola',
      tokenSecret: 'hdhd0244k9j7ao03',
      verifier: 'hfdp7dh39dks9884',
      signatureMethod: 'HMAC-SHA1',
      hosts: 'photos.example.net',
    },
    now: 137131201,
    nonce: 'walatlh',
    request: { method: 'POST', url: 'https://photos.example.net/token' },
    steps: { oauth_signature: 'gKgrFCywp7rO0OXSjdot/IHF7IU=' },
  },
]
