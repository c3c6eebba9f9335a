import type { AnyProvider } from '@countersign/core/provider'
import { type RequestAction, requestActions } from './actions.js'
import type { Parts } from './classify.js'
import type { RequestContext, ResponseContext } from './context.js'
import { History } from './history.js'
import { warn } from './messages.js'
import { requestHook } from './request/hook.js'
import { responseHook } from './response/hook.js'
import { finder, type Runtimes } from './runtime.js'
import { signers } from './signers.js'

/** What Insomnia looks for in a plugin. */
export interface InsomniaPlugin {
  readonly requestHooks: readonly ((context: RequestContext) => Promise<void>)[]
  readonly responseHooks: readonly ((context: ResponseContext) => Promise<void>)[]
  readonly requestActions: readonly RequestAction[]
}

/**
 * The plugin for these providers: nothing is set up before the first request.
 * @param title what its actions in the menu of a request begin with
 */
export function makePlugin(
  providers: readonly AnyProvider[],
  runtimes: Runtimes,
  title = 'Countersign',
): InsomniaPlugin {
  const runtime = finder(runtimes)
  const parts: Parts = { providers, signerFor: signers(providers, warn), runtime, told: new Set() }
  const history = new History()
  return {
    requestHooks: [(context) => requestHook(context, parts, history)],
    responseHooks: [(context) => responseHook(context, parts, history)],
    requestActions: requestActions(history, runtime, title),
  }
}
