import { createRequire } from 'node:module'

// In this process: the native program is quicker, and is not there for every platform.
process.env.RECHECK_BACKEND = 'pure'
const { check } = createRequire(import.meta.url)('recheck')

/**
 * Whether a regular expression is linear, wherever in the text the search starts.
 *
 * @returns {Promise<string | undefined>} what is wrong with it
 */
export async function problemOf({ source, flags }) {
  const { status, complexity, attack, error } = await check(source, flags, { timeout: 60_000, randomSeed: 0 })
  if (status === 'safe') return undefined
  if (status === 'unknown') return `could not be judged (${error.kind})`
  const degree = complexity.type === 'polynomial' ? `of degree ${complexity.degree}` : complexity.type
  return `is not linear: ${degree}, with ${attack.pattern}`
}
