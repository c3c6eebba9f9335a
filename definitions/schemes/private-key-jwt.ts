// Client credentials with private_key_jwt (RFC 7523). Copy this file, name your own hosts and token endpoint, and set
// SERVICE_CLIENT_ID and SERVICE_SIGNING_KEY. With a client secret in place of a key: clientSecretJwt.
import { privateKeyJwt } from '@countersign/schemes/private-key-jwt'

export default privateKeyJwt({
  id: 'service',
  name: 'Service',
  hosts: ['resource.example.com'],
  tokenUrl: 'https://server.example.com/token',
  examples: [{ name: 'A resource', method: 'GET', path: '/protectedresource' }],
})

// Made with npm jose, by the published key of RFC 9421 appendix B.1.4. It names its own hosts, so it holds whatever
// hosts you name.
const published = { tokenUrl: 'https://server.example.com/token', hosts: 'resource.example.com' }
const key = {
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU',
  x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
}

export const vectors = [
  {
    name: 'the request for a token',
    settings: { clientId: 's6BhdRkqt3', signingKey: JSON.stringify(key), ...published },
    now: 1562262616,
    nonce: 'e1j3V_bKic8-LAEB',
    request: { method: 'GET', url: 'https://resource.example.com/protectedresource' },
    tokenRequest: {
      method: 'POST',
      url: 'https://server.example.com/token',
      body: 'grant_type=client_credentials&client_id=s6BhdRkqt3&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=eyJhbGciOiJFZERTQSIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJzNkJoZFJrcXQzIiwic3ViIjoiczZCaGRSa3F0MyIsImF1ZCI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwianRpIjoiZTFqM1ZfYktpYzgtTEFFQiIsImlhdCI6MTU2MjI2MjYxNiwiZXhwIjoxNTYyMjYyNjc2fQ.n0Jdtm_yjCMJWNKfrNIb-sTPZNUT2IbcxtRZJF8v1XFihcD73VnkVRB9PozlcyjmERfEx2yde2q6PGgyUodODQ',
    },
  },
]
