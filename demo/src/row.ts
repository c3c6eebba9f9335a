import type { Sandbox } from '@countersign/sandbox'

/** One line of the table: what was tried, and whether it went as it should. */
export interface Row {
  readonly tool: string
  readonly provider: string
  readonly sent: string
  /** What the sandbox said, or who refused before anything was sent. */
  readonly verdict: string
  readonly asItShould: boolean
}

/** What every tool is tried against. */
export interface Context {
  /** With mutual TLS. */
  readonly sandbox: Sandbox
  /** Mastercard over plain http, for tools that hold no certificate. */
  readonly plain: Sandbox
  /** Anything may arrive here; nothing of ours may. */
  readonly elsewhere: Elsewhere
}

/** A server that is no provider's. */
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
