import type { Written } from '@countersign/core'
import { type Draw, drawsIn, finenessOf } from './draws.js'
import type { Sent } from './sent.js'
import type { Step } from './steps.js'
import { bodyIn, placeOf } from './visible.js'

export interface Backwards {
  readonly written?: Written
  /** Why a signed request cannot be signed again, with the step that is the reason. */
  readonly notes: readonly string[]
}

/** Reads what is sent backwards: where clock and nonce stand in it. */
export function backwards(
  file: string,
  sent: Sent,
  steps: readonly Step[],
  window: Pick<Written, 'maxAge' | 'maxAhead'>,
): Backwards {
  const known = new Map(steps.map((step) => [step.name, step]))
  const parts = [
    ...steps,
    ...sent.headers,
    ...(sent.query ? [sent.query] : []),
    ...(sent.body ? [sent.body] : []),
  ]
  const draws = drawsIn(parts)
  const clocks = draws
    .filter(({ kind }) => kind === 'clock')
    .sort((one, other) => finenessOf(other.call) - finenessOf(one.call))
  const nonces = draws.filter(({ kind }) => kind === 'nonce')
  const reason = ({ part: { line, name } }: Pick<Draw, 'part'>, why: string) =>
    `${file}:${line}: step ${name}: ${why}, so verify cannot sign a request again.`
  const now = first(clocks, (draw) => placeOf(draw.call, sent, known))
  const nonce = first(nonces, (draw) => placeOf(draw.call, sent, known))
  const notes: string[] = []
  const [finest] = clocks
  if (finest && !now) notes.push(reason(finest, 'its time is signed, and does not stand in what is sent'))
  if (finest && now && finenessOf(finest.call) > finenessOf(now.draw.call))
    notes.push(reason(finest, 'its time is finer than the one that is sent'))
  const [own, second] = nonces
  if (own && !nonce) notes.push(reason(own, 'its nonce is signed, and does not stand in what is sent'))
  if (second) notes.push(reason(second, 'it draws a second nonce'))
  const body = bodyIn(sent, known)
  if (sent.body && body === undefined)
    notes.push(
      reason({ part: sent.body }, 'it changes the body, and the one before cannot be found in it').replace(
        ': step send body:',
        ': send body:',
      ),
    )
  const written: Written = {
    ...(now && { now: now.found }),
    ...(nonce && { nonce: nonce.found }),
    ...(body !== undefined && { body }),
    ...window,
  }
  return { notes, ...(Object.keys(written).length > 0 && { written }) }
}

function first<Found>(draws: readonly Draw[], look: (draw: Draw) => Found | undefined) {
  for (const draw of draws) {
    const found = look(draw)
    if (found !== undefined) return { draw, found }
  }
  return undefined
}
