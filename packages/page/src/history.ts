import type { Exchange } from './store/exchange.js'

/**
 * What earlier requests say about one that was refused for what the other side remembers: a nonce that was used before,
 * a token that was used up or ended. In the words of `verify`, which call requests by their number here. `before`: the
 * earlier requests, newest first.
 */
export function fromHistory(refused: Exchange, before: readonly Exchange[]): string | undefined {
  const failed = refused.failed
  if (!failed) return undefined
  const own = before.filter(({ head }) => head.provider === refused.head.provider)
  const { name } = failed
  if (/unused$/i.test(name)) return reused(name.replace(/unused$/i, ''), refused, own)
  if (name === 'tokenUse') return usedUp(refused, own)
  if (name === 'tokenNewest') return ended(own)
  return undefined
}

/** What came and is not computed is the client's own choice: a nonce, a salt, an IV. */
function reused(name: string, refused: Exchange, own: readonly Exchange[]): string | undefined {
  const chosen = ownChoices(refused)
  const earlier = own.filter(
    (one) =>
      one.verdict?.accepted &&
      chosen.some((value) => one.mayMention(value) && ownChoices(one).includes(value)),
  )
  const first = earlier.at(-1)
  return first && `${name}: it was used before, in #${first.id}; each request needs a new one`
}

const ownChoices = ({ checked }: Exchange): string[] =>
  (checked?.steps ?? []).flatMap(({ computed, sent }) =>
    computed === undefined && sent !== undefined ? [sent] : [],
  )

function usedUp(refused: Exchange, own: readonly Exchange[]): string | undefined {
  const token = authorization(refused)
  if (token === undefined) return undefined
  const first = own
    .filter((one) => one.verdict?.accepted && one.mayMention(token) && authorization(one) === token)
    .at(-1)
  return first && `bearer token: it was used before, in #${first.id}; each request needs a new one`
}

function ended(own: readonly Exchange[]): string | undefined {
  const newest = own.find(({ verdict }) => verdict?.accepted && verdict.token)
  return newest && `bearer token: it is not the newest: #${newest.id} got a newer one, which ended it`
}

function authorization({ arrived: { headers } }: Exchange): string | undefined {
  const at = headers.findIndex((name, n) => n % 2 === 0 && name.toLowerCase() === 'authorization')
  return at < 0 ? undefined : headers[at + 1]
}
