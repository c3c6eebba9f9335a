import { type AnyProvider, baseUrlOf, hostsSetting } from '@countersign/core'

/** A provider's host that another host only looks like, by a slip or by somebody's trick. */
export interface Alike {
  readonly provider: AnyProvider
  readonly known: string
}

/** @example hostAlike('api-inqud.com', [inqud]) // { provider: inqud, known: 'api.inqud.com' } */
export function hostAlike(host: string, providers: readonly AnyProvider[]): Alike | undefined {
  for (const provider of providers) {
    const own = [...provider.hosts, new URL(baseUrlOf(provider)).hostname]
    const known = own.find((one) => isAlike(host, one))
    if (known !== undefined) return { provider, known }
  }
  return undefined
}

/** What a host is that nobody claims, behind the reason; empty if it looks like none that is known. */
export const onlyLike = (alike: Alike | undefined): string =>
  alike ? `, which only looks like ${alike.known}, a host of ${alike.provider.name}` : ''

/** The way to have a host signed for all the same. */
export const listing = (provider?: AnyProvider): string =>
  `Only if the host may get the credentials: list it in ${provider ? hostsSetting(provider).variable : 'the setting …_HOSTS of its provider'}.`

/** A host's domain below another (`acme.com.evil.test`), or its letters with other dots and dashes (`api-acme.com`). */
function isAlike(host: string, known: string): boolean {
  // The numbers of an address say nothing of whose it is.
  if (host === known || !/[a-z]/.test(known)) return false
  const domain = known.split('.').slice(-2).join('.')
  return `.${host}`.includes(`.${domain}.`) || letters(host) === letters(known)
}

const letters = (host: string) => host.replace(/[.-]/g, '')
