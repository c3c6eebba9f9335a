import type { ServerResponse } from 'node:http'

/** What a response of the gateway itself says, as problem details (RFC 9457). */
export interface ProblemDetails {
  readonly status: number
  /** What happened, the same each time. */
  readonly title: string
  /** What is wrong this time and what to do. Never a secret. */
  readonly detail: string
  /** The code of a `CountersignError`, for programs. */
  readonly code?: string
  readonly provider?: string
  /** The settings that are missing. */
  readonly settings?: readonly string[]
}

/** A request that the gateway itself refuses or cannot serve. */
export class Problem extends Error {
  readonly details: ProblemDetails
  readonly headers: Readonly<Record<string, string>>

  constructor(details: ProblemDetails, headers: Readonly<Record<string, string>> = {}) {
    super(details.detail)
    this.details = details
    this.headers = headers
  }
}

/** Writes it, unless a response has begun: then the connection is cut, so that nobody takes half for the whole. */
export function writeProblem(response: ServerResponse, { details, headers }: Problem): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const body = JSON.stringify(details)
  response.writeHead(details.status, {
    'Content-Type': 'application/problem+json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    ...headers,
  })
  response.end(body)
}
