// biome-ignore-all lint/a11y/useSemanticElements: a table of which only the rows in sight exist has no other elements
// biome-ignore-all lint/a11y/useFocusableInteractive: the row has the focus, not its cells
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Row } from '../src/model.js'
import { Visible } from './pieces.js'
import { state } from './state.js'
import { timeOf, visible } from './text.js'

/** Of a row, in pixels; the style sheet has the same. */
const HEIGHT = 80
/** Rows beyond the edge, so that quick scrolling shows no gap. */
const MORE = 8

/** A grid must have rows. */
const GRID = { role: 'grid', 'aria-label': 'Requests', 'aria-readonly': 'true' } as const
const WORDS = { waiting: 'waiting', accepted: 'accepted', refused: 'refused' } as const

/** All requests that pass the filter, of which only those in sight are drawn. */
export function List() {
  const box = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ top: 0, height: 600 })
  const rows = state.shown
  useResize(box, setView)
  useAnchor(box, rows)
  useSelection(box, rows)
  const first = Math.max(0, Math.floor(view.top / HEIGHT) - MORE)
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / HEIGHT) + MORE)
  const isAnySelected = rows.some(({ id }) => id === state.selected)
  return (
    <div
      class="list"
      ref={box}
      onScroll={({ currentTarget }) =>
        setView({ top: currentTarget.scrollTop, height: currentTarget.clientHeight })
      }
    >
      <div
        {...(rows.length > 0 && { ...GRID, 'aria-rowcount': rows.length })}
        style={{ height: `${rows.length * HEIGHT}px` }}
        class="rows"
      >
        {rows.slice(first, last).map((row, n) => (
          <Line key={row.id} row={row} at={first + n} isFirst={!isAnySelected && first + n === 0} />
        ))}
      </div>
      {rows.length === 0 && (
        <p class="empty">{state.size === 0 ? 'No requests yet.' : 'No request passes the filter.'}</p>
      )}
    </div>
  )
}

interface LineProps {
  readonly row: Row
  readonly at: number
  readonly isFirst: boolean
}

function Line({ row, at, isFirst }: LineProps) {
  const isSelected = row.id === state.selected
  const choose = () => state.select(row.id)
  return (
    <div
      role="row"
      class={`row ${row.verdict}`}
      aria-rowindex={at + 1}
      aria-selected={isSelected}
      tabIndex={isSelected || isFirst ? 0 : -1}
      style={{ transform: `translateY(${at * HEIGHT}px)` }}
      data-id={row.id}
      onClick={choose}
      onKeyDown={({ key }) => {
        if (key === 'Enter' || key === ' ') choose()
      }}
    >
      <span role="gridcell" class="verdict">
        <span class={`badge ${row.verdict}`}>{WORDS[row.verdict]}</span>
      </span>
      <span role="gridcell" class="provider">
        {row.provider} <span class="number">#{row.id}</span>
      </span>
      <span role="gridcell" class="time">
        <time dateTime={new Date(row.at * 1000).toISOString()}>{timeOf(row.at)}</time>
      </span>
      <span role="gridcell" class="request" title={`${row.method} ${visible(row.target)}`}>
        <span class="method">
          <Visible text={row.method} />
        </span>
        <Target text={row.target} />
      </span>
      <span role="gridcell" class="reason">
        {row.reason ? <Visible text={row.reason} /> : row.verdict === 'waiting' ? '' : statusOf(row)}
        {row.dropped && <span class="dropped"> body dropped</span>}
      </span>
    </div>
  )
}

/** How much of the end of a path stays in sight when there is no room for all of it. */
const TAIL = 16

/** A path of which the beginning and the end can be read, however narrow the list is. */
function Target({ text }: { readonly text: string }) {
  const letters = [...text]
  return (
    <>
      <span class="head">
        <Visible text={letters.slice(0, -TAIL).join('')} />
      </span>
      <span class="tail">
        <Visible text={letters.slice(-TAIL).join('')} />
      </span>
    </>
  )
}

const statusOf = ({ status, token }: Row) =>
  `${status === 0 ? 'no response' : status}${token ? ', token' : ''}`

type Box = { readonly current: HTMLDivElement | null }

function useResize(box: Box, set: (view: { top: number; height: number }) => void): void {
  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => set({ top: element.scrollTop, height: element.clientHeight }))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
}

/** New rows at the top do not move what somebody is reading below. */
function useAnchor(box: Box, rows: readonly Row[]): void {
  const before = useRef<{ id: number | undefined; filter: unknown }>({ id: undefined, filter: undefined })
  useLayoutEffect(() => {
    const element = box.current
    const { id, filter } = before.current
    if (element && id !== undefined && filter === state.filter && element.scrollTop > HEIGHT) {
      const added = rows.findIndex((row) => row.id === id)
      if (added > 0) element.scrollTop += added * HEIGHT
    }
    before.current = { id: rows[0]?.id, filter: state.filter }
  }, [rows])
}

/** The chosen row is in sight, and has the focus if the list had it. */
function useSelection(box: Box, rows: readonly Row[]): void {
  const { selected } = state
  useLayoutEffect(() => {
    const element = box.current
    const at = rows.findIndex(({ id }) => id === selected)
    if (!element || at < 0) return
    const top = at * HEIGHT
    if (top < element.scrollTop) element.scrollTop = top
    const beyond = top + HEIGHT - element.scrollTop - element.clientHeight
    if (beyond > 0) element.scrollTop += beyond
  }, [selected])
  useEffect(() => {
    const active = document.activeElement
    if (active?.getAttribute('role') !== 'row') return
    box.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus({ preventScroll: true })
  }, [selected])
}
