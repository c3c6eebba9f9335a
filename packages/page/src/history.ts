import { type Exchange, failedIn } from './store/exchange.js'
import type { Store } from './store/store.js'

/**
 * What earlier requests say about one that was refused for what the other side remembers: a nonce that was used before,
 * a token that was used up or ended. In the words of `verify`, which call requests by their number here.
 */
export function fromHistory(refused: Exchange, store: Store): string | undefined {
  const { name = '' } = failedIn(refused) ?? {}
  if (/unused$/i.test(name)) return reused(name.replace(/_?unused$/i, ''), refused, store)
  if (name === 'tokenUse') return usedUp(refused, store)
  if (name === 'tokenNewest') return ended(refused, store)
  return undefined
}

/** Earlier requests to the same provider that were accepted, newest first. */
function* acceptedBefore({ id, arrived }: Exchange, store: Store, text?: string): Generator<Exchange> {
  for (const one of store.before(id, text))
    if (one.arrived.provider === arrived.provider && one.verdict?.accepted) yield one
}

/** What came and is not computed is the client's own choice: a nonce, a salt, an IV. */
function reused(name: string, refused: Exchange, store: Store): string | undefined {
  const [first] = ownChoices(refused)
    .flatMap((value) =>
      [...acceptedBefore(refused, store, value)].filter((one) => ownChoices(one).includes(value)),
    )
    .sort((one, other) => one.id - other.id)
  return first && `${name}: it was used before, in #${first.id}; each request needs a new one`
}

const ownChoices = ({ checked }: Exchange): string[] =>
  (checked?.steps ?? []).flatMap(({ computed, allowed, sent }) =>
    computed === undefined && allowed === undefined && sent ? [sent] : [],
  )

function usedUp(refused: Exchange, store: Store): string | undefined {
  const token = headerOf(refused, 'authorization')
  if (!token) return undefined
  const first = [...acceptedBefore(refused, store, token)]
    .filter((one) => headerOf(one, 'authorization') === token)
    .at(-1)
  return first && `bearer token: it was used before, in #${first.id}; each request needs a new one`
}

function ended(refused: Exchange, store: Store): string | undefined {
  const newest = firstOf(acceptedBefore(refused, store), ({ verdict }) => verdict?.token)
  return newest && `bearer token: it is not the newest: #${newest.id} got a newer one, which ended it`
}

/** Checks of a token. */
const OF_A_TOKEN = /token|bearer|authorization|scheme/i
/** What stands in a header if a client has no token: nothing, or what its language writes for that. */
const NO_TOKEN = /^(?:[a-z]{1,10}(?:\s{1,5}|$))?(?:undefined|null|none|nil|nan|false|\[object \w{1,20}\])?$/i
/** What may be a token of another time or place (RFC 6750 section 2.1): that is not for want of one. */
const A_TOKEN = /^\S{1,20} [\w.~+/=-]{8,}$/
/** Seconds that may lie between an exchange and the request that its token was for. */
const SOON = 60

/**
 * The exchange for a token that gave none to a request which has none: a client that does not look at the response sends
 * the request all the same, and that is what the list shows on top. It must be of the same client, as far as that can be
 * seen, and recent.
 */
export function exchangeWithoutToken(refused: Exchange, store: Store): number | undefined {
  if (!hasNoToken(refused)) return undefined
  const last = firstOf(store.before(refused.id), (one) => one.verdict?.token && areOfOneClient(one, refused))
  const { accepted = true, faults = [] } = last?.verdict ?? {}
  return accepted && faults.length === 0 ? undefined : last?.id
}

function hasNoToken(refused: Exchange): boolean {
  const failed = failedIn(refused)
  if (!failed || refused.verdict?.token || !OF_A_TOKEN.test(failed.name)) return false
  const text = headerOf(refused, 'authorization')?.trim() ?? ''
  return NO_TOKEN.test(text) || (failed.name === 'tokenKnown' && !A_TOKEN.test(text))
}

/** The same provider and the same program by the name that it gives itself, at about the same time. */
export const areOfOneClient = (one: Exchange, other: Exchange) =>
  one.arrived.provider === other.arrived.provider &&
  headerOf(one, 'user-agent') === headerOf(other, 'user-agent') &&
  Math.abs(one.arrived.at - other.arrived.at) <= SOON

function firstOf<T>(all: Iterable<T>, wanted: (one: T) => unknown): T | undefined {
  for (const one of all) if (wanted(one)) return one
  return undefined
}

function headerOf({ arrived: { headers } }: Exchange, wanted: string): string | undefined {
  const at = headers.findIndex((name, n) => n % 2 === 0 && name.toLowerCase() === wanted)
  return at < 0 ? undefined : headers[at + 1]
}
