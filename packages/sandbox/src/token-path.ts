import { refusals } from './refusal.js'

const notFound = refusals(404, 'not_found')

const bare = (path: string) => path.replace(/\/+/g, '/').replace(/\/$/, '')

/** The path of a token endpoint that this one was meant to be: they differ in slashes or in the case of letters only. */
export function tokenPathNear(path: string, tokenPaths: readonly string[]): string | undefined {
  if (tokenPaths.length === 0 || tokenPaths.includes(path)) return undefined
  const meant = bare(path).toLowerCase()
  return tokenPaths.find((one) => bare(one).toLowerCase() === meant)
}

/** @throws {Refusal} that says what differs: a router would respond with a bare 404 */
export function refusePath(path: string, meant: string): never {
  const same = bare(path) === bare(meant)
  const what = !same
    ? 'the case of its letters'
    : /\/\//.test(path)
      ? 'a doubled slash'
      : 'the slash at its end'
  return notFound('path', `Tokens are requested at ${meant}; this path differs by ${what}.`, {
    expected: meant,
    got: path,
  })
}
