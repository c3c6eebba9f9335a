import { useEffect, useState } from 'preact/hooks'
import type { About, Detail, Row } from '../src/model.js'
import { api } from './api.js'

export type VerdictFilter = '' | Row['verdict']

export interface Filter {
  readonly provider: string
  readonly verdict: VerdictFilter
  readonly text: string
}

/** As many as the server remembers. */
const MOST_ROWS = 20_000

/** What the page knows, and what its user chose. */
class State {
  about: About | undefined
  filter: Filter = { provider: '', verdict: '', text: '' }
  paused = false
  selected: number | undefined
  detail: Detail | undefined
  /** The reason why nothing is shown of the chosen request. */
  problem = ''
  isConnected = false
  /** On a narrow screen: the start is shown rather than the list. */
  isStartShown = false
  said = ''
  #rows = new Map<number, Row>()
  #frozen: Row[] | undefined
  #version = 0
  #newest = 0
  #shown: { readonly key: string; readonly rows: Row[] } | undefined
  #changes = 0
  #listeners = new Set<() => void>()
  #isDrawing = false

  /** The names of the throwaway secrets in a text. */
  throwawaysIn(text: string): string[] {
    const settings = this.about?.providers.flatMap(({ start }) => start?.settings ?? []) ?? []
    return settings.filter(({ secret, value }) => secret && text.includes(value)).map(({ name }) => name)
  }

  get size(): number {
    return this.#rows.size
  }

  /** The rows that pass the filter, newest first. */
  get shown(): Row[] {
    const { provider, verdict, text } = this.filter
    const key = JSON.stringify([this.paused ? 'paused' : this.#changes, provider, verdict, text])
    if (this.#shown?.key === key) return this.#shown.rows
    const all = this.#frozen ?? [...this.#rows.values()].reverse()
    const wanted = text.trim().toLowerCase()
    const rows = all.filter(
      (row) =>
        (provider === '' || row.provider === provider) &&
        (verdict === '' || row.verdict === verdict) &&
        (wanted === '' || textOf(row).includes(wanted)),
    )
    this.#shown = { key, rows }
    return rows
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Draws once for all changes of a frame. */
  changed(): void {
    if (this.#isDrawing) return
    this.#isDrawing = true
    requestAnimationFrame(() => {
      this.#isDrawing = false
      for (const listener of this.#listeners) listener()
    })
  }

  note(rows: readonly Row[]): void {
    let isSorted = true
    for (const row of rows) {
      const before = this.#rows.get(row.id)
      if (before && before.version >= row.version) continue
      if (!before && row.id < this.#newest) isSorted = false
      this.#newest = Math.max(this.#newest, row.id)
      this.#rows.set(row.id, row)
      this.#version = Math.max(this.#version, row.version)
      if (row.id === this.selected) void this.load()
    }
    if (!isSorted) this.#rows = new Map([...this.#rows].sort(([one], [other]) => one - other))
    for (const id of this.#rows.keys()) {
      if (this.#rows.size <= MOST_ROWS) break
      this.#rows.delete(id)
    }
    this.#changes++
    this.changed()
  }

  cleared(): void {
    this.#rows.clear()
    this.#frozen = this.paused ? [] : undefined
    this.#changes++
    this.#shown = undefined
    this.select(undefined)
  }

  setFilter(change: Partial<Filter>): void {
    this.filter = { ...this.filter, ...change }
    this.changed()
  }

  pause(): void {
    this.#frozen = this.paused ? undefined : [...this.#rows.values()].reverse()
    this.paused = !this.paused
    this.#shown = undefined
    this.changed()
  }

  select(id: number | undefined): void {
    this.selected = id
    this.problem = ''
    if (this.detail?.row.id !== id) this.detail = undefined
    history.replaceState(null, '', id === undefined ? '/' : `#${id}`)
    if (id !== undefined) void this.load()
    this.changed()
  }

  /** The next request below (1) or above (-1) the chosen one; the first if none is chosen. */
  move(by: 1 | -1): void {
    const rows = this.shown
    const at = rows.findIndex(({ id }) => id === this.selected)
    const next = at < 0 ? rows[0] : rows[Math.min(Math.max(at + by, 0), rows.length - 1)]
    if (next) this.select(next.id)
  }

  async load(): Promise<void> {
    const id = this.selected
    if (id === undefined) return
    try {
      const detail = await api.detail(id)
      if (this.selected === id) this.detail = detail
    } catch {
      if (this.selected === id && !this.detail) this.problem = `Request #${id} is not remembered any more.`
    }
    this.changed()
  }

  say(text: string): void {
    this.said = text
    this.changed()
  }

  /** Hears of changes as long as the page is open; after a pause of the connection, of all that was missed. */
  connect(): void {
    const events = new EventSource('/api/events')
    events.addEventListener('hello', async () => {
      this.isConnected = true
      this.about = await api.about()
      const { version, rows } = await api.rows(this.#version)
      this.#version = version
      this.note(rows)
    })
    events.addEventListener('rows', ({ data }) => this.note(JSON.parse(data)))
    events.addEventListener('cleared', () => this.cleared())
    events.addEventListener('about', ({ data }) => {
      this.about = JSON.parse(data)
      this.changed()
    })
    events.addEventListener('error', () => {
      this.isConnected = false
      this.changed()
    })
  }
}

const texts = new WeakMap<Row, string>()

/** What Text looks in. */
function textOf(row: Row): string {
  const known = texts.get(row)
  if (known !== undefined) return known
  const text =
    `#${row.id} ${row.provider} ${row.method} ${row.target} ${row.status} ${row.verdict} ${row.reason}`.toLowerCase()
  texts.set(row, text)
  return text
}

export const state = new State()

/** Draws the component again when the state changes. */
export function useChanges(): void {
  const [, draw] = useState(0)
  useEffect(() => state.subscribe(() => draw((count) => count + 1)), [])
}
