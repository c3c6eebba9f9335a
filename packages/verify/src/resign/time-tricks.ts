import { asBuffer } from '../bytes.js'
import type { Share } from '../search/budget.js'
import type { Encodings } from '../search/encodings.js'
import { nearbyTimes } from '../search/nearby-times.js'
import { readOnce } from '../search/value-forms.js'
import { plain } from './lab-host.js'
import type { Trick } from './trick.js'
import type { Watched } from './watched.js'

/**
 * The time that was signed, if it is near the one that was sent. There are thousands, so each is first tried by the
 * last hash or HMAC alone, without the provider.
 */
export function* timeTricks(
  { last, claimed }: Watched,
  encodings: Encodings,
  share: Share,
): Generator<Trick> {
  const message = Buffer.concat(last.parts)
  for (const [name, sent] of Object.entries(claimed)) {
    const at = message.indexOf(sent)
    if (at < 0) continue
    const [before, after] = [message.subarray(0, at), message.subarray(at + asBuffer(sent).length)]
    for (const { text, off } of nearbyTimes(sent)) {
      const parts = [before, Buffer.from(text), after]
      if (!share.spend(message.length)) return
      if (!encodings.matching(plain({ ...last, parts }))) continue
      yield {
        when: `the ${name} is ${off}: the clock was read twice`,
        advice: readOnce(name),
        change: (call, isLast) => (isLast ? { ...call, parts } : call),
      }
    }
  }
}
