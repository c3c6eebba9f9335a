// HTTP Message Signatures (RFC 9421). Copy this file, name your own hosts and components, and set ACME_KEY_ID and
// ACME_SECRET, or ACME_SIGNING_KEY.
import { httpSignatures } from '@countersign/schemes/http-signatures'

export default httpSignatures({
  id: 'acme',
  name: 'Acme',
  hosts: ['example.com'],
  components: '@method, @target-uri, content-digest',
  examples: [{ name: 'A thing', method: 'POST', path: '/foo', body: '{"hello": "world"}' }],
})

// RFC 9421 appendix B.2.5, with its published shared secret. It names its own host and components, so it holds whatever
// you name.
export const vectors = [
  {
    name: 'B.2.5',
    settings: {
      keyId: 'test-shared-secret',
      secret: 'uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==',
      label: 'sig-b25',
      components: '"date" "@authority" "content-type"',
      hosts: 'example.com',
    },
    now: 1618884473,
    request: {
      method: 'POST',
      url: 'https://example.com/foo?param=Value&Pet=dog',
      headers: { Date: 'Tue, 20 Apr 2021 02:07:55 GMT', 'Content-Type': 'application/json' },
      body: '{"hello": "world"}',
    },
    headers: {
      'Signature-Input':
        'sig-b25=("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"',
      Signature: 'sig-b25=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:',
    },
  },
]
