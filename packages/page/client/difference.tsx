import type { Cause } from '../src/model.js'
import { Visible } from './pieces.js'
import { bytesOf, type Difference, differenceOf, letterName, utf8Of } from './text.js'

/** How many letters around the difference are shown. */
const AROUND = 80

interface TwoTexts {
  readonly one: string
  readonly other: string
  readonly names: readonly [one: string, other: string]
}

/** Two texts, one above the other, with what differs first marked letter by letter. */
export function TwoTexts({ one, other, names }: TwoTexts) {
  const difference = differenceOf(one, other)
  if (!difference) return null
  return (
    <div class="two">
      <p class="remark">{sentence(difference, names)}</p>
      <Marked name={names[0]} parts={difference.one} />
      <Marked name={names[1]} parts={difference.other} />
    </div>
  )
}

function sentence({ at, one, other }: Difference, names: readonly [string, string]): string {
  const [left] = one[1] + one[2]
  const [right] = other[1] + other[2]
  return `The first difference is at character ${(at + 1).toLocaleString('en')}: ${letterName(left)} in ${names[0]}, ${letterName(right)} in ${names[1]}.`
}

function Marked({ name, parts }: { readonly name: string; readonly parts: Difference['one'] }) {
  const [before, differs, after] = parts
  const long = differs.length > 4 * AROUND ? `${differs.slice(0, 4 * AROUND)}…` : differs
  return (
    <figure>
      <figcaption>{name}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section class="text" tabIndex={0} aria-label={name}>
        <pre>
          {before.length > AROUND && '…'}
          <Visible text={before.slice(-AROUND)} />
          <mark>
            {differs === '' ? <span class="nothing" title="nothing here" /> : <Visible text={spaced(long)} />}
          </mark>
          <Visible text={after.slice(0, AROUND)} />
          {after.length > AROUND && '…'}
        </pre>
      </section>
    </figure>
  )
}

/** White space that can be seen. */
const spaced = (text: string) => text.replace(/ /g, '·').replace(/\t/g, '→').replace(/\n/g, '↵\n')

/** What was signed beside what came. */
export function SignedInstead({ what, signed, came }: NonNullable<Cause['signed']>) {
  const [one, other] = [utf8Of(bytesOf(signed.base64)), utf8Of(bytesOf(came.base64))]
  const second = what === 'body' ? 'the body that came' : 'the string to sign of the vendor'
  return (
    <section>
      <h3>What was signed instead</h3>
      <TwoTexts one={one} other={other} names={[`the ${what} that was signed`, second]} />
    </section>
  )
}
