import { CountersignError } from '@countersign/core/errors'
import type { AnyProvider } from '@countersign/core/provider'
import { printable } from './render.js'

// A variable that starts before the path does.
const HOST = /^[a-z][a-z0-9+.-]*:\/\/[^/?]*?(\{\{[^{}]*\}?\}?)/i

/** The first `{{variable}}` in the authority of a URL that is rendered; undefined if all of it is filled in. */
export function unfilledHost(url: string): string | undefined {
  return url.includes('{{') ? HOST.exec(url)?.[1] : undefined
}

/** The tool fills in the host once more after this script, so the request may go to any host. */
export function hostNotFilled(variable: string, providers: readonly AnyProvider[]): CountersignError {
  const names = providers.map(({ name }) => name).join(', ')
  return new CountersignError(
    'invalid-url',
    `The host of the URL still holds ${printable(variable)}, so it cannot be known whether the request is for ${names}. Set the variable before this script runs, or paste this script below the one that sets it.`,
  )
}

const AUTHORITY = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#@]*)/i

/** Whether a list of hosts still holds a `{{variable}}` in whose place the host of a URL may belong. */
export function mayBeListed(url: string, list: string): boolean {
  const host = AUTHORITY.exec(url)?.[1]?.toLowerCase() ?? ''
  return list.split(',').some((entry) => {
    const pattern = entry.trim().toLowerCase()
    const first = pattern.indexOf('{{')
    if (first < 0) return false
    const end = pattern.slice(pattern.lastIndexOf('}}') + 2)
    return (
      host.startsWith(pattern.slice(0, first)) &&
      [host, host.replace(/:\d+$/, '')].some((one) => one.endsWith(end))
    )
  })
}

/** The variable of the list may name any host, and the request would leave unsigned. */
export function hostsNotFilled({ id, name }: AnyProvider, variable: string): CountersignError {
  return new CountersignError(
    'invalid-setting',
    `${name}: ${variable} still holds a {{variable}} that was not filled in, so the request may be meant for it. Fill it in, or take it out of the list.`,
    id,
  )
}
