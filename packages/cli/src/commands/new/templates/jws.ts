/** A detached JWS of the body, by a private key. */
export const jws = `import { base64url, defineProvider, readSigningKey, type SigningKey } from '@countersign/core'
import type { Vector } from '@countersign/verify/vectors'

interface Settings {
  readonly key: SigningKey
}

// JWS, RFC 7515: the signature covers the protected header and the body. The body is sent as it is, so it is left out
// of what the header carries (appendix F).
export default defineProvider<Settings>({
  id: '<ID>',
  name: '<NAME>',
  // FILL IN: the hosts that may get the credentials, each with its subdomains.
  hosts: ['api.<ID>.example'],
  // FILL IN: this is <PREFIX>PRIVATE_KEY in every tool; <PREFIX>PRIVATE_KEY_FILE names a file that holds it.
  settings: [
    { name: 'privateKey', about: 'the private key, as PEM or JWK', required: true, secret: true, kind: 'pem' },
  ],
  uses: ['signer'],
  examples: [{ name: 'Create a thing', method: 'POST', path: '/v1/things', body: '{"amount":50}' }],
  setup: ({ privateKey = '' }) => ({ key: readSigningKey(privateKey) }),
  needs: () => ({ body: true, waits: true, how: 'a JWS of the body by RS256' }),
  // FILL IN: what the vendor's page says is signed, and how it is sent. Other algorithms: RSA-PSS-SHA256 (PS256),
  // ECDSA-P256-SHA256 (ES256), Ed25519 (EdDSA). Of these, PS256 and ES256 give another signature each time, so a
  // vector compares an earlier step.
  async prepare({ request, settings, host, trace }) {
    if (!host.signer) throw new Error(\`\${host.name} cannot sign with a private key.\`)
    const header = base64url(JSON.stringify({ alg: 'RS256' }))
    const signingInput = \`\${header}.\${base64url(request.body)}\`
    trace?.('signingInput', signingInput)
    const signature = base64url(await host.signer('RSA-SHA256', settings.key)(signingInput))
    trace?.('signature', signature)
    return { headers: { 'X-JWS-Signature': \`\${header}..\${signature}\` } }
  },
})

// FILL IN: a request that the vendor publishes, with its signature. This one is published: RFC 7515, appendix A.2.
const privateKey = JSON.stringify({
  kty: 'RSA',
  n: 'ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ',
  e: 'AQAB',
  d: 'Eq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyWPEAeP88vLNO97IjlA7_GQ5sLKMgvfTeXZx9SE-7YwVol2NXOoAJe46sui395IW_GO-pWJ1O0BkTGoVEn2bKVRUCgu-GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzjkn439X0M_V51gfpRLI9JYanrC4D4qAdGcopV_0ZHHzQlBjudU2QvXt4ehNYTCBr6XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl_x_jTj3ccPDVZFD9pIuhLhBOneufuBiB4cS98l2SR_RQyGWSeWjnczT0QU91p1DhOVRuOopznQ',
  p: '4BzEEOtIpmVdVEZNCqS7baC4crd0pqnRH_5IB3jw3bcxGn6QLvnEtfdUdiYrqBdss1l58BQ3KhooKeQTa9AB0Hw_Py5PJdTJNPY8cQn7ouZ2KKDcmnPGBY5t7yLc1QlQ5xHdwW1VhvKn-nXqhJTBgIPgtldC-KDV5z-y2XDwGUc',
  q: 'uQPEfgmVtjL0Uyyx88GZFF1fOunH3-7cepKmtH4pxhtCoHqpWmT8YAmZxaewHgHAjLYsp1ZSe7zFYHj7C6ul7TjeLQeZD_YwD66t62wDmpe_HlB-TnBA-njbglfIsRLtXlnDzQkv5dTltRJ11BKBBypeeF6689rjcJIDEz9RWdc',
  dp: 'BwKfV3Akq5_MFZDFZCnW-wzl-CCo83WoZvnLQwCTeDv8uzluRSnm71I3QCLdhrqE2e9YkxvuxdBfpT_PI7Yz-FOKnu1R6HsJeDCjn12Sk3vmAktV2zb34MCdy7cpdTh_YVr7tss2u6vneTwrA86rZtu5Mbr1C1XsmvkxHQAdYo0',
  dq: 'h_96-mK1R_7glhsum81dZxjTnYynPbZpHziZjeeHcXYsXaaMwkOlODsWa7I9xXDoRwbKgB719rrmI2oKr6N3Do9U0ajaHF-NKJnwgjMd2w9cjz3_-kyNlxAr2v4IKhGNpmM5iIgOS1VZnOZ68m6_pbLBSp3nssTdlqvd0tIiTHU',
  qi: 'IYd7DHOhrWvxkwPQsRM2tOgrjbcrfvtQJipd-DlcxyVuuM9sQLdgjVk2oy26F0EmpScGLq2MowX7fhd_QJQ3ydy5cY7YIBi87w93IKLEdfnbJtoOPLUW0ITrJReOgo1cq9SbsxYawBgfp_gh6A5603k2-ZQwVK0JKSHuLFkuQ3U',
})

export const vectors: Vector[] = [
  {
    settings: { privateKey },
    request: {
      method: 'POST',
      url: 'https://api.<ID>.example/v1/things',
      body: '{"iss":"joe",\\r\\n "exp":1300819380,\\r\\n "http://example.com/is_root":true}',
    },
    steps: {
      signature:
        'cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw',
    },
  },
]
`
