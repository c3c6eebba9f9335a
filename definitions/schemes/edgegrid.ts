// Akamai EdgeGrid. Copy this file, and set AKAMAI_CLIENT_TOKEN, AKAMAI_CLIENT_SECRET and AKAMAI_ACCESS_TOKEN from your
// .edgerc.
import { edgegrid } from '@countersign/schemes/edgegrid'

export default edgegrid({
  id: 'akamai',
  name: 'Akamai',
  hosts: ['luna.akamaiapis.net'],
  baseUrl: 'https://akab-yours.luna.akamaiapis.net',
  examples: [{ name: 'Groups', method: 'GET', path: '/papi/v1/groups' }],
})

// From the tests of Akamai's own library (npm akamai-edgegrid, Apache-2.0). It names its own host, so it holds
// whatever hosts you name.
export const vectors = [
  {
    name: 'GET with querystring',
    settings: {
      clientToken: 'akab-client-token-xxx-xxxxxxxxxxxxxxxx',
      clientSecret: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=',
      accessToken: 'akab-access-token-xxx-xxxxxxxxxxxxxxxx',
      hosts: 'akaa-baseurl-xxxxxxxxxxx-xxxxxxxxxxxxx.luna.akamaiapis.net',
    },
    now: 1395430461,
    nonce: 'nonce-xx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',
    request: {
      method: 'GET',
      url: 'https://akaa-baseurl-xxxxxxxxxxx-xxxxxxxxxxxxx.luna.akamaiapis.net/testapi/v1/t1?p1=1&p2=2',
    },
    steps: { signature: 'hKDH1UlnQySSHjvIcZpDMbQHihTQ0XyVAKZaApabdeA=' },
  },
]
