import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Fault, TokenFault } from './options.js'
import type { Answer, Asked } from './verifier.js'
import { write } from './write.js'

/** The faults that were asked for at one provider, and how often each came. */
export class Faults {
  #asked: Fault = {}
  #given = { token: 0, api: 0 }

  ask(fault: Fault = {}): void {
    this.#asked = fault
    this.#given = { token: 0, api: 0 }
  }

  /** The fault for this token request, which counts as given. */
  takeToken(): TokenFault | undefined {
    const { token } = this.#asked
    return token && this.#given.token++ < (token.times ?? Number.POSITIVE_INFINITY) ? token : undefined
  }

  takeApi(): Fault['api'] {
    const { api } = this.#asked
    return api && this.#given.api++ < (api.times ?? Number.POSITIVE_INFINITY) ? api : undefined
  }

  asked(fault: TokenFault | undefined): Asked {
    return { tokenExpired: fault?.kind === 'expired', tokenEndsAfter: this.#asked.tokenEndsAfter }
  }
}

/** Says that a failure is not the client's. */
export const failure = (check: string, message: string) => ({
  error: { code: 'server_error', message, check, expected: '', got: '' },
})

type Down = Extract<TokenFault, { kind: 'status' } | { kind: 'hang' | 'html' }>

/** A token endpoint that is out of order does not even look at the request. */
export const isDown = (fault: TokenFault | undefined): fault is Down =>
  fault?.kind === 'status' || fault?.kind === 'hang' || fault?.kind === 'html'

/** The status that such a fault is recorded by. */
export const statusOf = (fault: Down): number =>
  fault.kind === 'status' ? fault.status : fault.kind === 'hang' ? 0 : 200

/** Answers a token request in the way that was asked for; `hang` does not. */
export async function spoil(response: ServerResponse, answer: Answer, fault: TokenFault): Promise<void> {
  const { status, body } = answer
  switch (fault.kind) {
    case 'hang':
      return
    case 'slow':
      await during(response, fault.seconds)
      return write(response, answer)
    case 'status':
      return write(response, { status: fault.status, body: failure('fault', 'A fault that was asked for.') })
    case 'html':
      return write(
        response,
        { status: 200, body: '<!doctype html><title>Gateway</title><h1>Welcome</h1>' },
        'text/html',
      )
    case 'cut-off':
      return cutOff(response, answer)
    case 'empty':
      return write(response, { status, body: '' })
    case 'garbled':
      return write(response, { status, body: JSON.stringify(body).split('').reverse().join('') })
    case 'no-token':
      return write(response, { status, body: { ...(body as object), accessToken: undefined } })
    case 'expired':
      return write(response, answer)
  }
}

function cutOff(response: ServerResponse, { status, body }: Answer): void {
  const text = JSON.stringify(body)
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': text.length })
  response.write(text.slice(0, text.length / 2), () => response.destroy())
}

/** Waits no longer than the client does. */
async function during(response: ServerResponse, seconds: number): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  await wait(seconds * 1000, undefined, { signal: gone.signal })
}
