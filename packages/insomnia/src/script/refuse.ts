import { reasonOf } from '@countersign/core/errors'
import type { Script } from './types.js'

// A scheme that nothing can send. A throw would not do: inso sends the request as it was before the script.
const NOT_SENT = 'countersign-refused://not-sent/'

/** Makes the request one that cannot be sent, and says why in a failing test and on every console. */
export function refuseIn(script: Script, thrown: unknown): void {
  const { request, execution } = script.insomnia
  request.url.update(NOT_SENT)
  request.headers.clear()
  request.body?.update({ mode: 'raw', raw: '' })
  testThatFails(script, thrown)
  execution?.skipRequest?.()
}

export function testThatFails({ insomnia, consoles }: Script, thrown: unknown): void {
  const reason = reasonOf(thrown)
  for (const console of consoles) console.error(`countersign: ${reason}`)
  insomnia.test(`countersign: ${reason}`, () => {
    throw new Error(reason)
  })
}
