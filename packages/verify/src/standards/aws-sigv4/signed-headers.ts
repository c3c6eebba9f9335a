import type { Signed } from '../standard.js'
import { order, valuesOf } from '../text.js'
import { type Problems, quoted } from '../words.js'
import type { Found } from './found.js'

/** What has to be covered, and what is covered and not there. */
export function checkHeaders(
  { call: { request } }: Signed,
  { signedHeaders, inQuery }: Found,
  problems: Problems,
): void {
  const has = (name: string) => name === 'host' || valuesOf(request.headers, name).length > 0
  for (const name of signedHeaders)
    if (!has(name))
      problems.add(
        'SignedHeaders',
        `${quoted(name)} is covered and not on the request: it was removed after signing, or never sent`,
      )
  const present = [...new Set(request.headers.map(([name]) => name.toLowerCase()))]
  const due = present.filter((name) => name.startsWith('x-amz-') && name !== 'x-amz-security-token')
  for (const name of ['host', ...(inQuery ? [] : due)])
    if (!signedHeaders.includes(name))
      problems.add(
        'SignedHeaders',
        `${name} is not covered, and AWS wants host and every x-amz-… header covered`,
      )
  const sorted = [...signedHeaders].sort(order)
  if (signedHeaders.some((name) => name !== name.toLowerCase()))
    problems.add('SignedHeaders', 'its names must be in lower case')
  else if (sorted.join() !== signedHeaders.join())
    problems.add(
      'SignedHeaders',
      `${quoted(signedHeaders.join(';'))} was sent, expected them sorted: ${quoted(sorted.join(';'))}`,
    )
}
