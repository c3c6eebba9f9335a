import { CountersignError, type Decision, headerValue } from '@countersign/core'
import type { Captured } from './capture/captured.js'

type Decide = (url: string) => Decision

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

const IN_TEXT = /(?:https?:\/\/|\bhost:[ \t]{0,10})((?:[\w.:[\]-]|\{[\w.,-]{0,100}\}){1,300})/gi
const MOST_HOSTS = 200

function hostsIn({ request: { url, headers }, source = '' }: Captured): string[] {
  const found = [`host:${headerValue(headers, 'Host') ?? ''}`, url, source].flatMap((text) =>
    [...text.slice(0, MOST_TEXT).matchAll(IN_TEXT)].flatMap(([, host = '']) => expanded(host.toLowerCase())),
  )
  return [...new Set(found)].slice(0, MOST_HOSTS)
}

/** The hosts that curl makes of `{api,www}.example.com`: those of one pair of braces, the rest as it is. */
function expanded(host: string): string[] {
  const [braces, names] = /\{([\w.,-]*)\}/.exec(host) ?? []
  if (braces === undefined || names === undefined) return [host]
  return names.split(',').map((name) => host.replace(braces, () => name))
}

const MOST_TEXT = 4 * 1024 * 1024
