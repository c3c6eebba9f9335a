// Each scheme on Node against the library that people use for it, side by side in one run, from no body to 10 MB.
import { bodyOf, SIZES } from './node/requests.mjs'
import { compare } from './ratio.mjs'
import { schemes, sharedKey } from './schemes/calls.mjs'

export const title = 'Node: schemes against libraries'

export default async function run() {
  for (const [name, scheme] of Object.entries(schemes))
    for (const [size, bytes] of Object.entries(scheme.oneSize ? { '1 KB': 1024 } : SIZES))
      await sized(`${name}, ${size}`, scheme, bodyOf(bytes))
  // The length of the body is signed, not the body.
  const body = bodyOf(1024)
  const than = 'node:crypto by hand'
  await compare('Azure SharedKey, 1 KB', sharedKey.ours(body), sharedKey.theirs(body), { than })
}

const sized = (row, { than, ours, theirs }, body) =>
  compare(row, ours(body), theirs(body), { than, atLeast: 1 })
