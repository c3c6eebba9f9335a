/** One entry of `--allow`: a method, or any, and a path, or all below it. */
export interface Allowed {
  readonly method: string
  readonly path: string
  /** The path ended in `/*`: it stands for everything below. */
  readonly below: boolean
}

/**
 * Reads `METHOD PATH`. METHOD may be `*`; PATH is exact, or a prefix if it ends in `/*`.
 * @throws {Error} that says what is wrong with it
 * @example allowedBy('POST /v1/payouts/*') // { method: 'POST', path: '/v1/payouts/', below: true }
 */
export function allowedBy(text: string): Allowed {
  const [method = '', path = '', ...rest] = text.trim().split(/[ \t]+/)
  if (!/^(\*|[A-Z][A-Z-]*)$/.test(method) || !path.startsWith('/') || rest.length > 0)
    throw new Error(
      `--allow takes 'METHOD PATH', as in 'GET /v1/balances' or '* /v1/*'; not "${text.slice(0, 80)}".`,
    )
  const below = path.endsWith('/*')
  const plain = below ? path.slice(0, -1) : path
  if (/[?#*]/.test(plain))
    throw new Error(
      `--allow compares the path alone: no query, and no * but in a last /*. Mend "${text.slice(0, 80)}".`,
    )
  if (isAmbiguous(plain.slice(0, below ? -1 : undefined) || '/'))
    throw new Error(
      `--allow takes a plain path: no dot segments, empty segments, backslashes or %2E, %2F, %5C, %25. Mend "${text.slice(0, 80)}".`,
    )
  return { method, path: plain, below }
}

/** Whether one of the entries holds a request; the query is not compared. */
export function isAllowed(allowed: readonly Allowed[], method: string, path: string): boolean {
  return allowed.some(
    (entry) =>
      (entry.method === '*' || entry.method === method) &&
      (entry.below ? path.startsWith(entry.path) : path === entry.path),
  )
}

/**
 * Whether servers may read a path in more than one way, so that a prefix says little about it: dot segments (with path
 * parameters too), empty segments, backslashes, and encoded dots, slashes, backslashes or percent signs.
 */
export function isAmbiguous(path: string): boolean {
  if (path.includes('\\') || /%(?:2e|2f|5c|25)/i.test(path)) return true
  const segments = path.split('/').slice(1)
  // A single slash at the end is an empty last segment, and says nothing strange.
  return segments.some(
    (segment, at) => (segment === '' && at < segments.length - 1) || /^\.{1,2}(?:;.*)?$/.test(segment),
  )
}

/** Headers by which some servers take another method or path than those of the request line. */
export const isOverride = (name: string) =>
  /^x-(?:http-method(?:-override)?|method-override|original-url|rewrite-url)$/i.test(name)
