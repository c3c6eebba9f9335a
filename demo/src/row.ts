import type { Sandbox } from '@countersign/sandbox'

/** One row of the table: what was tried, and whether the outcome was the expected one. */
export interface Row {
  readonly tool: string
  readonly provider: string
  readonly sent: string
  /** What the sandbox said, or who refused before anything was sent. */
  readonly verdict: string
  readonly asExpected: boolean
}

/** What every tool is tried against. */
export interface Context {
  /** With mutual TLS. */
  readonly sandbox: Sandbox
  /** Mastercard over plain http, for tools without client certificates. */
  readonly plain: Sandbox
  /** Plain requests may arrive here; credentials may not. */
  readonly elsewhere: Elsewhere
}

/** A server that does not belong to a provider. */
export interface Elsewhere {
  readonly origin: string
  /** The headers and bodies that arrived, as text. */
  readonly arrived: readonly string[]
}

/** The rows of one tool. To add a tool, write a file in `tools/` and list it in `tools.ts`. */
export interface Tool {
  readonly name: string
  rows(context: Context): AsyncIterable<Row>
}
