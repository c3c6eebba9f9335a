import { reasonOf } from '@countersign/core/errors'
import type { Console, InsomniaApp } from './context.js'
import type { World } from './runtime.js'

declare const console: Console

/** A line in Insomnia's console. Never a secret. */
export const log = (line: string): void => console.log(`countersign: ${line}`)
export const warn = (line: string): void => console.warn(`countersign: ${line}`)
export const complain = (line: string): void => console.error(`countersign: ${line}`)

/**
 * Shows a message, where there is a window; an alert that fails is no reason to do anything else. Only in the sandbox
 * somebody waits until it is closed: there the end of a hook is the end of its window's answer, too.
 */
export async function show(
  app: InsomniaApp | undefined,
  kind: World['kind'],
  title: string,
  message: string,
): Promise<void> {
  try {
    const shown = app?.alert?.(title, message)
    if (kind === 'sandbox') await shown
    else Promise.resolve(shown).catch(() => {})
  } catch {
    // Said on the console.
  }
}

/**
 * Stops the send: says why in a window and on the console, then throws the reason. Insomnia 10.1.1 hides the message
 * of a throw.
 */
export async function refuse(
  app: InsomniaApp | undefined,
  kind: World['kind'],
  thrown: unknown,
): Promise<never> {
  const reason = reasonOf(thrown)
  complain(`not sent: ${reason}`)
  await show(app, kind, 'Countersign: not sent', reason)
  throw new Error(reason)
}
