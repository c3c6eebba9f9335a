import { requestOf } from './exchange-request.js'
import { areOfOneClient } from './history.js'
import type { Exchange } from './store/exchange.js'
import type { Store } from './store/store.js'
import type { NearbyRequest } from './traffic.js'

/** Of so many requests on either side the nearest are taken: so many of the client, and so many that got a token. */
const LOOKED_AT = 300
const MOST = 6
const LONGEST_BODY = 256 * 1024

/**
 * The requests around a refused one: its client may have signed another of its own in place of it, or sent a token that
 * another request got. The next come first: a token is exchanged for the request that follows.
 */
export function requestsAround(refused: Exchange, store: Store): NearbyRequest[] {
  const isOwn = (one: Exchange) => areOfOneClient(one, refused) && one.arrived.bodyLength <= LONGEST_BODY
  const hasToken = ({ verdict }: Exchange) => verdict?.accepted === true && verdict.token
  const [next, before] = [() => store.following(refused.id), () => store.before(refused.id)]
  const found = [...nearest(next(), isOwn), ...nearest(before(), isOwn), ...nearest(before(), hasToken)]
  return [...new Set(found)].flatMap((id) => {
    const exchange = store.get(id)
    return exchange && !exchange.dropped ? [nearby(exchange, refused)] : []
  })
}

function nearest(all: Generator<Exchange>, wanted: (one: Exchange) => boolean): number[] {
  const found: number[] = []
  let looked = 0
  for (const one of all) {
    if (wanted(one)) found.push(one.id)
    if (++looked >= LOOKED_AT || found.length >= MOST) break
  }
  return found
}

/** A token of later was not there yet. */
const nearby = (exchange: Exchange, refused: Exchange): NearbyRequest => ({
  ...requestOf(exchange),
  label: `#${exchange.id}`,
  ...(exchange.responded && exchange.id < refused.id && { response: exchange.responded }),
})
