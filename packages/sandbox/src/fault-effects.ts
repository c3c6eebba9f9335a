import type { FaultEffect } from './events.js'
import type { Fault, TokenFault } from './options.js'

/** How a request came out. */
export interface CameOut {
  /** It was sent to a token endpoint. */
  readonly token: boolean
  readonly status: number
  /** The check that failed; `fault` if the failure was requested. */
  readonly check?: string | undefined
  readonly fault?: TokenFault | undefined
  /** Its token had ended when it was issued, by a fault. */
  readonly endedToken?: boolean | undefined
}

/** Checks that hold a time against the clock. */
const OF_A_TIME = /(Age|Future|Window|Expiry|Expired|Clock)$|_window$|^(age|clock|expiry)$/

/** What the faults in force did to a request. */
export function effectsOf(asked: Fault, cameOut: CameOut): FaultEffect[] {
  const { token, check = '', fault, endedToken } = cameOut
  const { apiDelay, clockSkew = 0 } = asked
  const touched = (text: string) => ({ text, refused: false })
  const refused = (text: string) => ({ text, refused: true })
  return [
    ...(check === 'fault'
      ? [refused(insteadOf(cameOut))]
      : fault
        ? [touched(SPOILED[fault.kind](fault))]
        : []),
    ...(apiDelay && !token ? [touched(waits(apiDelay))] : []),
    ...(endedToken && OF_A_TIME.test(check)
      ? [refused('the token had ended already when it was issued')]
      : []),
    ...(clockSkew !== 0 && OF_A_TIME.test(check) && !endedToken
      ? [refused(`the clock of the provider is ${off(clockSkew)}`)]
      : []),
  ]
}

function insteadOf({ fault, status }: CameOut): string {
  if (fault?.kind === 'hang') return 'no response is sent'
  if (fault?.kind === 'html') return 'the response is a page of HTML'
  return `the response is status ${status}, whatever the request is`
}

const waits = (seconds: number) => `the response waits ${seconds} s`

/** For a token that was issued all the same. */
const SPOILED: Readonly<Record<TokenFault['kind'], (fault: TokenFault) => string>> = {
  slow: (fault) => waits(fault.kind === 'slow' ? fault.seconds : 0),
  garbled: () => 'the response with the token is garbled: its letters are in reverse order',
  'cut-off': () => 'the response with the token ends in the middle',
  empty: () => 'the response is empty: it has no token',
  'no-token': () => 'the response has no accessToken',
  expired: () => 'the token had ended already when it was issued',
  status: () => 'the response is an error',
  html: () => 'the response is a page of HTML',
  hang: () => 'no response is sent',
}

/** `10 minutes ahead`. */
function off(seconds: number): string {
  const size = Math.abs(seconds)
  const span = size >= 120 && size % 60 === 0 ? `${size / 60} minutes` : `${size} s`
  return `${span} ${seconds > 0 ? 'ahead' : 'behind'}`
}
