// Each scheme on Node against the library that people use for it, side by side in one run, from no body to 10 MB.
import { bodyOf, SIZES } from './node/requests.mjs'
import { compare } from './ratio.mjs'
import { hmacSchemes } from './schemes/hmac.mjs'
import { joseSchemes } from './schemes/jose.mjs'
import { oauthSchemes } from './schemes/oauth.mjs'
import { sharedKey } from './schemes/shared-key.mjs'

export const title = 'Node: schemes against libraries'

/**
 * Name → { than, ours, theirs }: both take a body and give a call. With `oneSize` the body is not signed, with `hasNoBody`
 * there is none.
 */
const schemes = { ...hmacSchemes, ...joseSchemes, ...oauthSchemes }

export default async function run() {
  for (const [name, scheme] of Object.entries(schemes))
    if (scheme.hasNoBody) await sized(name, scheme, undefined)
    else await inSizes(name, scheme)
  // The length of the body is signed, not the body.
  const body = bodyOf(1024)
  const than = 'node:crypto by hand'
  await compare('Azure SharedKey, 1 KB', sharedKey.ours(body), sharedKey.theirs(body), { than })
}

async function inSizes(name, scheme) {
  for (const [size, bytes] of Object.entries(scheme.oneSize ? { '1 KB': 1024 } : SIZES))
    await sized(`${name}, ${size}`, scheme, bodyOf(bytes))
}

const sized = (row, { than, ours, theirs }, body) =>
  compare(row, ours(body), theirs(body), { than, atLeast: 1 })
