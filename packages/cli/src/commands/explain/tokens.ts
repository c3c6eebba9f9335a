import { shown, type TokenSource, type TokenStore, type Trace } from '@countersign/core'

/** What stands for a token that nobody asked for. */
export const PLACEHOLDER = '<accessToken>'

/** A token store that asks nobody: it tells what would be asked, and answers a placeholder. */
export function toldTokens(trace: Trace, asked: (source: TokenSource) => void): TokenStore {
  return {
    async get(source) {
      const { method, url } = source.request()
      trace('tokenRequest', `${method} ${shown(url)}, when the request is sent; not now`)
      source.request(trace)
      trace('tokenOwner', 'the process that sends the request holds it in memory and forgets it at its end')
      asked(source)
      return { token: PLACEHOLDER, useUntil: Number.POSITIVE_INFINITY }
    },
    drop() {},
  }
}
