import { headerValue } from './message.js'
import type { ResponseHead } from './provider.js'

/** Whether a status says that a provider takes the signature for wrong, or the caller for one who may not call. */
export const isRefused = (status: number): boolean => status === 401 || status === 403

/** What comes first: the signature is right for the settings. */
export const REFUSED_CHECK = "Check that the credentials belong to this host's environment and allow the call"

/** What to do after that, outside of tools that can show the steps of a signature themselves. */
export const REFUSED_ADVICE = `${REFUSED_CHECK}: \`countersign doctor --online\` shows their fingerprints and compares the clock; \`countersign explain METHOD URL\` shows each step of the signature.`

/**
 * What to do next about a response to a signed request; undefined unless that was refused.
 * @param now this machine's clock, in seconds since 1970
 */
export function refusedHint(response: ResponseHead, now: number): string | undefined {
  const { status } = response
  if (!isRefused(status)) return undefined
  return `The provider refused a signed request (${status}).${clockHint(response, now)} ${REFUSED_ADVICE}`
}

/** More than a request and its response take. */
const SECONDS = 30

/** How far a clock is from a response's `Date`, in a sentence after a space; empty if it is not far, or there is none. */
export function clockHint({ headers }: Pick<ResponseHead, 'headers'>, now: number): string {
  const ahead = Math.round(now - Date.parse(headerValue(headers, 'Date') ?? '') / 1000)
  if (!(Math.abs(ahead) > SECONDS)) return ''
  return ` This machine's clock is ${Math.abs(ahead)} s ${ahead < 0 ? 'behind' : 'ahead of'} the response's Date: set it.`
}
