// DPoP (RFC 9449). Copy this file, name your own hosts and token endpoint, and set WALLET_CLIENT_ID and
// WALLET_SIGNING_KEY.
import { dpop } from '@countersign/schemes/dpop'

export default dpop({
  id: 'wallet',
  name: 'Wallet',
  hosts: ['resource.example.org'],
  tokenUrl: 'https://server.example.com/token',
  examples: [{ name: 'A resource', method: 'GET', path: '/protectedresource' }],
})

// RFC 9449 section 7.1: the claims of its proof; with the published key of RFC 9421 appendix B.1.4. It names its
// own host, so it holds whatever hosts you name.
const key = {
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU',
  x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
}

export const vectors = [
  {
    name: 'section 7.1',
    settings: { clientId: 's6BhdRkqt3', signingKey: JSON.stringify(key), hosts: 'resource.example.org' },
    now: 1562262618,
    nonce: 'e1j3V_bKic8-LAEB',
    token: 'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU',
    request: { method: 'GET', url: 'https://resource.example.org/protectedresource' },
    steps: {
      proof:
        '{"jti":"e1j3V_bKic8-LAEB","htm":"GET","htu":"https://resource.example.org/protectedresource","iat":1562262618,"ath":"fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo"}',
    },
    headers: { Authorization: 'DPoP Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU' },
  },
]
