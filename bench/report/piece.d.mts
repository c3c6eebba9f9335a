import type { Piece } from './page.mjs'

/** Measures the benchmark in a file (a URL), or its rows that match a pattern. */
export function measurePiece(name: string, file: string, pattern?: string): Promise<Piece>
