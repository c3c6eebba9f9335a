import type { AnyProvider, Header, Place, Signed } from '@countersign/core'
import { Problem } from './problem.js'

/**
 * Whether a header of a client is a credential by its name, which is never forwarded: the gateway's takes its place. A
 * scheme with several modes does not set all of its headers in each, so those that it sets are not enough.
 */
export const isCredential = (name: string) =>
  /^authorization$|(?:^|[-_])(?:secret|signature(?:-input)?)$/i.test(name)

// Headers about the request and its body that a scheme may set and a client may bring: no credentials.
const ABOUT_THE_BODY = /^(?:content-|accept|date$|host$|user-agent$)/

/**
 * Refuses a request that brings a credential for the provider.
 * @throws {Problem} 403
 */
export function checkBringsNone(written: readonly Header[], signed: Signed): void {
  const own = new Set(signedNames(signed))
  const [name] = written.find(([one]) => isCredential(one) || own.has(one.toLowerCase())) ?? []
  if (name === undefined) return
  throw new Problem({
    status: 403,
    title: 'The request brings a credential',
    detail: `Leave the header ${name} out: the gateway sets it, and --strict refuses requests that bring it.`,
  })
}

function signedNames({ provider, patch }: Signed): string[] {
  const set = (patch.headers ?? []).map(([name]) => name.toLowerCase())
  return [...set.filter((name) => !ABOUT_THE_BODY.test(name)), ...writtenNames(provider)]
}

function writtenNames(provider: AnyProvider | undefined): string[] {
  const { now, nonce } = provider?.written ?? {}
  const names = [now, nonce].flatMap((place: Place | undefined) =>
    place && 'header' in place ? [place.header.toLowerCase()] : [],
  )
  return names.filter((name) => !ABOUT_THE_BODY.test(name))
}
