const bare = (path: string) => path.replace(/\/+/g, '/').replace(/\/$/, '')

/**
 * What is wrong with the path of a URL that was meant to be that of the token exchange: they differ in slashes or in the case of
 * letters only. Undefined if it is another path, or the right one.
 * `at`: `POST /v1/token`.
 */
export function tokenPathProblem(url: string, at: string): string | undefined {
  const [, exchange] = /^[A-Z]{1,10} (\/\S*)$/.exec(at) ?? []
  if (exchange === undefined || !URL.canParse(url)) return undefined
  const path = new URL(url).pathname
  if (path === exchange || bare(path).toLowerCase() !== bare(exchange).toLowerCase()) return undefined
  const what =
    bare(path) !== bare(exchange)
      ? 'the case of its letters'
      : path.includes('//')
        ? 'a doubled slash'
        : 'the slash at its end'
  return `it differs from ${exchange}, where tokens are requested, by ${what}`
}
