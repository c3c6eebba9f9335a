import type { Host } from '@countersign/core/host'
import type { AnyProvider, Call, SignedChange } from '@countersign/core/provider'
import { changeAfter } from '@countersign/core/signing/prepared'
import { createWork } from '@countersign/core/signing/work'
import { promiseOf } from '@countersign/core/waiting'
import { runTokens } from './run-tokens.js'
import type { Tool } from './tool.js'

/** What signing may have to wait for: a room of its own, left out of a script whose providers wait for nothing. */
export interface Waiting {
  /** The part of a host that requests tokens and keeps them. */
  host(tool: Tool, host: Host): Pick<Host, 'send' | 'tokens'>
  /** Undefined if there is nothing to wait for. */
  sign(call: Call<unknown>, provider: AnyProvider): Promise<SignedChange> | undefined
}

/** A token, encryption, a signature by a private key. */
export const waiting: Waiting = {
  host: (tool, host) => ({ send: (request) => tool.send(request), tokens: runTokens(tool.run, host) }),
  sign(call, provider) {
    const ready = () => call.settings as never
    const work = createWork(call.host, ready).of(call, provider)
    return work && promiseOf(work).then((prepared) => changeAfter(prepared ?? null, call, provider))
  },
}
