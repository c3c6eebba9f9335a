import { CountersignError, type Decision, headerValue } from '@countersign/core'
import type { Captured } from './capture/captured.js'

export type Decide = (url: string) => Decision

/**
 * The first host in the text of a request that a provider claims, though the request was not read as going there: a
 * wrong reading must not pass for a request that belongs to nobody. Undefined if there is none.
 */
export const mentionedHost = (captured: Captured, decide: Decide): string | undefined =>
  hostsIn(captured).find((host) => isClaimed(`https://${host}/`, decide))

function isClaimed(url: string, decide: Decide): boolean {
  try {
    const decision = decide(url)
    return decision.acts || decision.reason === 'unconfigured'
  } catch (thrown) {
    return thrown instanceof CountersignError && thrown.code === 'ambiguous-host'
  }
}

const IN_TEXT = /(?:https?:\/\/|\bhost:[ \t]{0,10})([\w.:[\]-]{1,300})/gi
const MOST_HOSTS = 200

function hostsIn({ request: { url, headers }, source = '' }: Captured): string[] {
  const found = [`host:${headerValue(headers, 'Host') ?? ''}`, ...expanded(url), source].flatMap((text) =>
    [...text.slice(0, MOST_TEXT).matchAll(IN_TEXT)].map(([, host = '']) => host.toLowerCase()),
  )
  return [...new Set(found)].slice(0, MOST_HOSTS)
}

/** What curl makes of `https://{api,www}.example.com`, of the first pair of braces. */
function expanded(url: string): string[] {
  const open = url.indexOf('{')
  const close = url.indexOf('}', open)
  if (open < 0 || close < 0) return [url]
  const names = url.slice(open + 1, close).split(',', MOST_HOSTS)
  return names.map((name) => `${url.slice(0, open)}${name}${url.slice(close + 1)}`.slice(0, MOST_URL))
}

const MOST_URL = 500
const MOST_TEXT = 4 * 1024 * 1024
