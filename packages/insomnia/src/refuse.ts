import { reasonOf } from '@countersign/core/errors'
import type { InsomniaApp } from './context.js'
import { complain, show, withoutSecrets } from './messages.js'
import type { Runtime } from './runtime.js'

/**
 * Stops the send: says why in a window and on the console, then throws the reason. Insomnia 10.1.1 hides the message
 * of a throw.
 */
export async function refuse(
  app: InsomniaApp | undefined,
  kind: Runtime['kind'],
  thrown: unknown,
): Promise<never> {
  const reason = reasonOf(thrown)
  complain(`not sent: ${reason}`)
  await show(app, kind, 'Countersign: not sent', reason)
  throw new Error(withoutSecrets(reason))
}
