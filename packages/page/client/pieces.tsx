import { useState } from 'preact/hooks'
import { state } from './state.js'
import { pieces } from './text.js'

/** A text in which everything can be seen, and nothing can act. */
export function Visible({ text }: { readonly text: string }) {
  return (
    <bdi>
      {pieces(text).map(({ text: part, isEscape }) => (isEscape ? <span class="escape">{part}</span> : part))}
    </bdi>
  )
}

/** The mark of a text that holds a throwaway secret of this sandbox. */
export const Throwaway = ({ text }: { readonly text: string }) =>
  state.throwawaysIn(text).length > 0 ? <span class="throwaway">throwaway</span> : null

/** A button that copies. It says so for two seconds. */
export function CopyButton({ label, text }: { readonly label: string; readonly text: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    state.say(`${label}: copied`)
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <button type="button" onClick={copy}>
      {label}
      {copied && <span class="copied"> ✓</span>}
    </button>
  )
}

const SHORT = 64 * 1024

/** A long text is shown from its beginning, and whole on request. */
export function Long({ text, label }: { readonly text: string; readonly label: string }) {
  const [whole, setWhole] = useState(false)
  const isLong = text.length > SHORT && !whole
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section class="text" tabIndex={0} aria-label={label}>
        <pre>
          <Visible text={isLong ? text.slice(0, SHORT) : text} />
        </pre>
      </section>
      {isLong && (
        <button type="button" onClick={() => setWhole(true)}>
          Show all {text.length.toLocaleString('en')} characters
        </button>
      )}
    </>
  )
}
