import type { Params } from './signing.js'
import type { Url } from './types.js'

type Call<Result> = (method: string, url: Url, body: unknown, params: Params) => Result

/** The methods of `k6/http`, over one that signs and one that sends. */
export function httpMethods<Signed, Response>(sign: Call<Signed>, send: Call<Response>) {
  const bare = (method: string) => (url: Url, params?: Params) => send(method, url, null, params)
  const full = (method: string) => (url: Url, body?: unknown, params?: Params) =>
    send(method, url, body, params)
  return {
    get: bare('GET'),
    head: bare('HEAD'),
    post: full('POST'),
    put: full('PUT'),
    patch: full('PATCH'),
    del: full('DELETE'),
    options: full('OPTIONS'),
    request: send,
    sign,
  }
}
