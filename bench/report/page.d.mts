export interface Row {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly atMost?: number
  readonly atLeast?: number
  readonly spread?: readonly [number, number]
  readonly figures?: string
  readonly verdict: 'kept' | 'missed' | 'unclear' | 'figure'
}

export interface Piece {
  readonly name: string
  readonly title: string
  readonly rows: readonly Row[]
  readonly skipped: readonly string[]
  /** The part of the processors that other work took before it, 0 to 1. */
  readonly busy: number
  readonly seconds: number
  readonly failed?: string
}

export interface Machine {
  readonly date: string
  readonly text: string
  readonly version: string
  readonly versions: Readonly<Record<string, string>>
}

/** docs/performance.md of a run, and its charts as SVG by their names. */
export function pageOf(
  machine: Machine,
  pieces: readonly Piece[],
): { readonly page: string; readonly charts: Readonly<Record<string, string>> }
