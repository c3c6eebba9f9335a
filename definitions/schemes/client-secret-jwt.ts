// Client credentials with client_secret_jwt (OpenID Connect Core section 9). Copy this file, name your own hosts and
// token endpoint, and set PARTNER_CLIENT_ID and PARTNER_CLIENT_SECRET.
import { clientSecretJwt } from '@countersign/schemes/private-key-jwt'

export default clientSecretJwt({
  id: 'partner',
  name: 'Partner',
  hosts: ['resource.example.com'],
  tokenUrl: 'https://server.example.com/token',
  examples: [{ name: 'A resource', method: 'GET', path: '/protectedresource' }],
})

// Made with npm jose. It names its own hosts, so it holds whatever hosts you name.
const published = { tokenUrl: 'https://server.example.com/token', hosts: 'resource.example.com' }

export const vectors = [
  {
    name: 'the request for a token',
    settings: {
      clientId: 's6BhdRkqt3',
      clientSecret: 'a-client-secret-of-32-bytes-or-more',
      ...published,
    },
    now: 1562262616,
    nonce: 'e1j3V_bKic8-LAEB',
    request: { method: 'GET', url: 'https://resource.example.com/protectedresource' },
    tokenRequest: {
      method: 'POST',
      url: 'https://server.example.com/token',
      body: 'grant_type=client_credentials&client_id=s6BhdRkqt3&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJzNkJoZFJrcXQzIiwic3ViIjoiczZCaGRSa3F0MyIsImF1ZCI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwianRpIjoiZTFqM1ZfYktpYzgtTEFFQiIsImlhdCI6MTU2MjI2MjYxNiwiZXhwIjoxNTYyMjYyNjc2fQ.dMsuQK1aLeLdwYwbgTRauqnUr5Em2g-1v-xCdXYhzDE',
    },
  },
]
