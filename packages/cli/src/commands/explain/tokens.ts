import {
  type MaybeWaiting,
  promiseOf,
  type Request,
  shown,
  type TokenSource,
  type TokenStore,
  type Trace,
} from '@countersign/core'

/** Stands for a token that was not requested. */
export const PLACEHOLDER = '<accessToken>'

/** The request of a source that may have to wait. */
export const tokenRequest = async (source: TokenSource, trace?: Trace): Promise<Request> =>
  source.request?.(trace) ?? promiseOf(source.requestAsync?.(trace) as MaybeWaiting<Request>)

/** A token store that asks nobody and gives a placeholder; it notes the sources that are asked for. */
export const placeholderTokens = (asked: TokenSource[]): TokenStore => ({
  async get(source) {
    asked.push(source)
    return { token: PLACEHOLDER, useUntil: Number.POSITIVE_INFINITY }
  },
  drop() {},
})

/** A token store that asks nobody: it traces what would be requested, and gives a placeholder. */
export function tracedTokens(trace: Trace, asked: (source: TokenSource) => void): TokenStore {
  return {
    async get(source) {
      const { method, url } = await tokenRequest(source)
      trace('tokenRequest', `${method} ${shown(url)}, when the request is sent; not now`)
      await tokenRequest(source, trace)
      trace('tokenOwner', 'the process that sends the request keeps it in memory until it exits')
      asked(source)
      return { token: PLACEHOLDER, useUntil: Number.POSITIVE_INFINITY }
    },
    drop() {},
  }
}
