import { render } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { api } from './api.js'
import { Detail } from './detail.js'
import { List } from './list.js'
import { Start } from './start.js'
import { state, useChanges, type VerdictFilter } from './state.js'

function App() {
  useChanges()
  const text = useRef<HTMLInputElement>(null)
  useKeys(text)
  const pane =
    state.selected !== undefined ? 'detail' : state.isStartShown || state.size === 0 ? 'start' : 'list'
  return (
    <div class={`app shows-${pane}`}>
      <Header text={text} />
      <main>
        <section class="pane-list" aria-label="List of requests">
          <List />
        </section>
        <section
          class="pane-detail"
          aria-label={state.selected === undefined ? 'Start' : 'One request'}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
          tabIndex={0}
        >
          {state.selected === undefined ? <Start /> : <Detail />}
        </section>
      </main>
    </div>
  )
}

function Header({ text }: { readonly text: { readonly current: HTMLInputElement | null } }) {
  const { filter, about, paused } = state
  return (
    <header class="bar">
      <h1>{about?.title ?? 'Countersign'}</h1>
      <label>
        Provider{' '}
        <select
          value={filter.provider}
          onChange={({ currentTarget }) => state.setFilter({ provider: currentTarget.value })}
        >
          <option value="">all</option>
          {about?.providers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        Verdict{' '}
        <select
          value={filter.verdict}
          onChange={({ currentTarget }) => state.setFilter({ verdict: currentTarget.value as VerdictFilter })}
        >
          <option value="">all</option>
          <option value="accepted">accepted</option>
          <option value="refused">refused</option>
        </select>
      </label>
      <label>
        Text{' '}
        <input
          ref={text}
          type="search"
          value={filter.text}
          onInput={({ currentTarget }) => state.setFilter({ text: currentTarget.value })}
        />
      </label>
      <button type="button" aria-pressed={paused} onClick={() => state.pause()}>
        Pause
      </button>
      <button type="button" onClick={() => void api.clear()}>
        Clear
      </button>
      <button
        type="button"
        aria-pressed={state.isStartShown && state.selected === undefined}
        onClick={() => {
          state.isStartShown = state.selected !== undefined || !state.isStartShown
          state.select(undefined)
        }}
      >
        Start
      </button>
      <p class="count" role="status">
        {state.shown.length.toLocaleString('en')} of {state.size.toLocaleString('en')} requests
        {!state.isConnected && ', not connected'}
        <span class="unseen"> {state.said}</span>
      </p>
    </header>
  )
}

/** j and k or the arrows move, / goes to Text, Esc goes back. */
function useKeys(text: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target as HTMLElement
      if (event.key === 'Escape') return leave(target)
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) return
      const onRow = target.getAttribute('role') === 'row'
      const by =
        event.key === 'j' || (onRow && event.key === 'ArrowDown') ? 1 : MOVES_UP(event.key, onRow) ? -1 : 0
      if (by !== 0) state.move(by)
      else if (event.key === '/') text.current?.focus()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

const MOVES_UP = (key: string, onRow: boolean) => key === 'k' || (onRow && key === 'ArrowUp')

/** Out of Text if that is where it is, emptying it; else out of the request. */
function leave(target: HTMLElement): void {
  if (target.tagName === 'INPUT') {
    if (state.filter.text !== '') state.setFilter({ text: '' })
    target.blur()
  } else state.select(undefined)
}

const fromHash = () => Number(/^#(\d{1,15})$/.exec(location.hash)?.[1] ?? Number.NaN)

state.connect()
if (!Number.isNaN(fromHash())) state.select(fromHash())
addEventListener('hashchange', () => state.select(Number.isNaN(fromHash()) ? undefined : fromHash()))
const root = document.getElementById('page')
if (root) render(<App />, root)
