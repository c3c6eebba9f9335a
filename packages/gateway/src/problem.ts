import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Header } from '@countersign/core'

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
export function writeProblem(response: ServerResponse, problem: Problem, more: readonly Header[] = []): void {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  const { status } = problem.details
  const body = JSON.stringify(problem.details)
  // What follows of a body is not read: the connection ends with the response.
  const ending: Header[] =
    response.req.complete || problem.headers.Connection ? [] : [['Connection', 'close']]
  response.sendDate = true
  // The reason too: a response that could not be written may have left its own.
  response.writeHead(
    status,
    STATUS_CODES[status] ?? '',
    headersOf(problem, body, [...more, ...ending]).flat(),
  )
  response.end(body)
}

/** The bytes of one, for a connection that has no response to write it to. */
export function rawProblem(problem: Problem): string {
  const { status } = problem.details
  const body = JSON.stringify(problem.details)
  const lines = headersOf(problem, body, [['Connection', 'close']]).map(
    ([name, value]) => `${name}: ${value}`,
  )
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', body].join('\r\n')
}

const headersOf = ({ headers }: Problem, body: string, more: readonly Header[]): Header[] => [
  ['Content-Type', 'application/problem+json'],
  ['Content-Length', `${Buffer.byteLength(body)}`],
  ['Cache-Control', 'no-store'],
  ...Object.entries(headers),
  ...more,
]
