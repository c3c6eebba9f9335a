import { CountersignError, type ErrorCode, reasonOf } from '@countersign/core/errors'
import { type Lease, leaseOf, type Token, type TokenSource, type TokenStore } from '@countersign/core/tokens'
import { type Flight, native } from './native.js'

/**
 * The tokens of a process, in Go: all virtual users share one, and at most one of them asks for it. Those who wait
 * block; the one who asks does so through its own k6/http.
 */
export function processTokens(drain: number): Required<TokenStore> {
  // What this virtual user is asking for with a promise: it must not block itself.
  const asking = new Map<string, Promise<Lease>>()

  function landed(flight: Flight, { refreshBefore }: TokenSource, { value, expiresAt }: Token): Lease {
    return native.tokenLand(flight, value, expiresAt, refreshBefore, drain)
  }

  async function ask(flight: Flight, source: TokenSource, obtain: () => Promise<Token>): Promise<Lease> {
    try {
      return landed(flight, source, await obtain())
    } catch (thrown) {
      native.tokenFail(flight, toText(thrown))
      throw thrown
    }
  }

  function askSync(flight: Flight, source: TokenSource, obtain: () => Token): Lease {
    try {
      return landed(flight, source, obtain())
    } catch (thrown) {
      native.tokenFail(flight, toText(thrown))
      throw thrown
    }
  }

  return {
    isBrokered: false,
    held: ({ key }) => native.tokenHeld(key),
    drop: ({ key }, token) => native.tokenDrop(key, token),
    async get(source, obtain) {
      if (source.use === 'once') return leaseOf(await obtain())
      const under = asking.get(source.key)
      if (under) return under
      const claimed = claim(source, drain)
      if (!('flight' in claimed)) return claimed
      const asked = ask(claimed.flight, source, obtain).finally(() => asking.delete(source.key))
      asking.set(source.key, asked)
      return asked
    },
    getSync(source, obtain) {
      if (source.use === 'once') return leaseOf(obtain())
      if (asking.has(source.key)) return kept(source, obtain(), drain)
      const claimed = claim(source, drain)
      return 'flight' in claimed ? askSync(claimed.flight, source, obtain) : claimed
    },
  }
}

function claim({ key }: TokenSource, drain: number): Lease | { flight: Flight } {
  const claimed = native.tokenClaim(key, drain)
  if ('refused' in claimed) throw fromText(claimed.refused)
  return claimed
}

const kept = ({ key, refreshBefore }: TokenSource, { value, expiresAt }: Token, drain: number): Lease =>
  native.tokenKeep(key, value, expiresAt, refreshBefore, drain)

/** An error as text, since an object belongs to one virtual user. */
function toText(thrown: unknown): string {
  const { code, provider } =
    thrown instanceof CountersignError ? thrown : { code: undefined, provider: undefined }
  return JSON.stringify({ code, provider, message: reasonOf(thrown) })
}

function fromText(text: string): Error {
  const { code, provider, message } = JSON.parse(text)
  return code ? new CountersignError(code as ErrorCode, message, provider) : new Error(message)
}
