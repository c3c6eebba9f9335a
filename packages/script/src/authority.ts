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
