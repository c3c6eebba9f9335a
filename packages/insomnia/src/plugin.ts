import type { AnyProvider } from '@countersign/core/provider'
import { type RequestAction, requestActions } from './actions.js'
import type { Parts } from './classify.js'
import type { RequestContext, ResponseContext } from './context.js'
import { Memory } from './history.js'
import { warn } from './refuse.js'
import { requestHook } from './request/hook.js'
import { responseHook } from './response/hook.js'
import { finder, type Worlds } from './runtime.js'
import { signers } from './signers.js'

/** What Insomnia looks for in a plugin. */
export interface InsomniaPlugin {
  readonly requestHooks: readonly ((context: RequestContext) => Promise<void>)[]
  readonly responseHooks: readonly ((context: ResponseContext) => Promise<void>)[]
  readonly requestActions: readonly RequestAction[]
}

/** The plugin for these providers: nothing is set up before the first request. */
export function makePlugin(providers: readonly AnyProvider[], worlds: Worlds): InsomniaPlugin {
  const world = finder(worlds)
  const parts: Parts = { providers, signerFor: signers(providers, warn), world }
  const memory = new Memory()
  return {
    requestHooks: [(context) => requestHook(context, parts, memory)],
    responseHooks: [(context) => responseHook(context, parts, memory)],
    requestActions: requestActions(memory, world),
  }
}
