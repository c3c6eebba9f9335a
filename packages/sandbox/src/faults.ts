import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { FaultEffect } from './events.js'
import { type CameOut, effectsOf } from './fault-effects.js'
import type { Fault, TokenFault } from './options.js'
import type { Asked, ProviderResponse } from './verifier.js'
import { type Written, write } from './write.js'

const NONE: Fault = {}

/** The faults requested for one provider, and how often each has occurred. */
export class Faults {
  #asked: Fault = NONE
  #given = { token: 0, api: 0 }

  ask(fault: Fault = NONE): void {
    this.#asked = fault
    this.#given = { token: 0, api: 0 }
  }

  /** The fault for this token request, which counts as given. */
  takeToken(): TokenFault | undefined {
    const { token } = this.#asked
    return token && this.#given.token++ < (token.times ?? Number.POSITIVE_INFINITY) ? token : undefined
  }

  /** The status for this API request, which counts as given. */
  takeApi(): number | undefined {
    const { api } = this.#asked
    return api && this.#given.api++ < (api.times ?? Number.POSITIVE_INFINITY) ? api.status : undefined
  }

  /** The provider's clock, which a fault may put ahead or behind. */
  clock(base: () => number): () => number {
    return () => base() + (this.#asked.clockSkew ?? 0)
  }

  /** Waits before the response to an API request, as requested. */
  async delay(response: ServerResponse, token: boolean): Promise<void> {
    const { apiDelay } = this.#asked
    if (apiDelay !== undefined && !token) await during(response, apiDelay)
  }

  /** The provider's clock in the response too, if it is not the real one. @returns that header */
  date(response: ServerResponse): Written['headers'] {
    const { clockSkew } = this.#asked
    if (!clockSkew) return []
    const date = new Date(Date.now() + clockSkew * 1000).toUTCString()
    response.setHeader('Date', date)
    return [['date', date]]
  }

  /** What they did to a request. */
  effects(cameOut: CameOut): readonly FaultEffect[] | undefined {
    // Nearly always: each request passes here.
    if (this.#asked === NONE && !cameOut.endedToken) return undefined
    const found = effectsOf(this.#asked, cameOut)
    return found.length > 0 ? found : undefined
  }

  asked(fault: TokenFault | undefined): Asked {
    return { tokenExpired: fault?.kind === 'expired', tokenEndsAfter: this.#asked.tokenEndsAfter }
  }
}

/** The body of a failure that is not the client's fault. */
export const failure = (check: string, message: string) => ({
  error: { code: 'server_error', message, check, expected: '', got: '' },
})

type Down = Extract<TokenFault, { kind: 'status' } | { kind: 'hang' | 'html' }>

/** A token endpoint that is down does not even look at the request. */
export const isDown = (fault: TokenFault | undefined): fault is Down =>
  fault?.kind === 'status' || fault?.kind === 'hang' || fault?.kind === 'html'

/** The status that the record shows for such a fault. */
export const statusOf = (fault: Down): number =>
  fault.kind === 'status' ? fault.status : fault.kind === 'hang' ? 0 : 200

/** Spoils the response to a token request as requested; `hang` sends none. */
export async function spoil(
  response: ServerResponse,
  good: ProviderResponse,
  fault: TokenFault,
): Promise<Written> {
  const { status, body } = good
  switch (fault.kind) {
    case 'hang':
      return { headers: [], body: '' }
    case 'slow':
      await during(response, fault.seconds)
      return write(response, good)
    case 'status':
      return write(response, { status: fault.status, body: failure('fault', 'A fault that was requested.') })
    case 'html':
      return write(
        response,
        { status: 200, body: '<!doctype html><title>Gateway</title><h1>Welcome</h1>' },
        'text/html',
      )
    case 'cut-off':
      return cutOff(response, good)
    case 'empty':
      return write(response, { status, body: '' })
    case 'garbled':
      return write(response, { status, body: JSON.stringify(body).split('').reverse().join('') })
    case 'no-token':
      return write(response, { status, body: { ...(body as object), accessToken: undefined } })
    case 'expired':
      return write(response, good)
  }
}

function cutOff(response: ServerResponse, { status, body }: ProviderResponse): Written {
  const text = JSON.stringify(body)
  const half = text.slice(0, text.length / 2)
  const headers = { 'content-type': 'application/json', 'content-length': String(text.length) }
  response.writeHead(status, headers)
  response.write(half, () => response.destroy())
  return { headers: Object.entries(headers), body: half }
}

/** Waits no longer than the client does. */
async function during(response: ServerResponse, seconds: number): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  await wait(seconds * 1000, undefined, { signal: gone.signal })
}
