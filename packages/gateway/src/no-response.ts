import { type Doing, type NetworkError, networkFailure, tooSlow } from '@countersign/hosts/node'
import { Problem } from './problem.js'

/** What is known of a request without a response. */
export type Failed = Pick<NetworkError, 'code' | 'stage'>

/** How long a provider may take, in seconds, and what to do about one that sends no response. */
export interface Limits {
  /** Without a byte. */
  readonly seconds: number
  readonly connecting: number
  advise(failed: Failed): string
}

/** A 502, for a reason. */
export const without = (detail: string) =>
  new Problem({ status: 502, title: 'No response from the provider', detail })

/** The connection ended before a response began. */
export class Cut extends Problem {}

/** What the client is told about an error of the connection. */
export function noResponse(thrown: NodeJS.ErrnoException, url: URL, limits: Limits): Problem {
  const { code = '' } = thrown
  if (UNREACHED.test(code)) return late({ url, stage: 'connecting' }, limits)
  if (SILENT.test(code)) return late({ url, stage: 'waiting' }, limits)
  const isCut = /^(UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(code)
  const failure = networkFailure(isCut ? { code: 'ECONNRESET' } : thrown, { url, stage: 'waiting' })
  const { details } = without(said(failure.reason, limits.advise({ code: failure.code, stage: 'waiting' })))
  return isCut ? new Cut(details) : new Problem(details)
}

function late(doing: Doing, { advise, connecting, seconds }: Limits): Problem {
  const { stage } = doing
  const reason = tooSlow(doing, stage === 'connecting' ? connecting : seconds)
  const detail = said(reason, advise({ code: 'TIMEOUT', stage }))
  return new Problem({ status: 504, title: 'Gateway Timeout', detail })
}

/** The connector gives up by a signal, undici by an error of its own. */
const UNREACHED = /^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT|ABORT_ERR)$/
const SILENT = /^UND_ERR_(HEADERS|BODY)_TIMEOUT$/

const said = (reason: string, advice: string) => `${capital(reason)}.${advice && ` ${advice}`}`

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
