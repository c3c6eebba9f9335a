import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { GatewayOptions } from './options.js'
import { Problem, rawProblem } from './problem.js'

/** A request whose turn has come, or will. */
interface Turn {
  readonly message: IncomingMessage
  readonly response: ServerResponse
  readonly before: Promise<void> | undefined
  readonly done: Promise<void>
}

/**
 * The requests of each connection, one at a time: a pipelined one waits for the response before it, and is not served
 * if that one ended the connection (RFC 9112 section 9.6).
 */
export class Connections {
  /** Each gets one more response at most. */
  isEnding = false
  readonly #log: GatewayOptions['log']
  readonly #turns = new WeakMap<Socket, Turn>()

  constructor(log?: GatewayOptions['log']) {
    this.#log = log
  }

  /** Serves a request once those before it on its connection have their responses. */
  take(message: IncomingMessage, response: ServerResponse, serve: () => Promise<void>): void {
    const { socket } = message
    const before = this.#turns.get(socket)?.done
    const now = async () => {
      if (!socket.writable) return
      if (this.isEnding) response.shouldKeepAlive = false
      await serve()
      if (!response.closed) await new Promise((resolve) => response.once('close', resolve))
    }
    this.#turns.set(socket, { message, response, before, done: before ? before.then(now) : now() })
  }

  /**
   * Refuses what is not HTTP as its grammar has it, and ends the connection. The refusal is not written into the
   * response of an earlier request, nor in its place.
   */
  async refuse(thrown: ParseError, socket: Socket): Promise<void> {
    const turn = this.#turns.get(socket)
    if (turn) await (turn.message.complete ? turn.done : turn.before)
    const isHalf = turn && !turn.message.complete && turn.response.headersSent
    if (thrown.code === 'ECONNRESET' || isHalf || !socket.writable) return void socket.destroy()
    const problem = refusal(thrown)
    const { status, detail } = problem.details
    this.#log?.({
      method: '-',
      path: '-',
      provider: undefined,
      status,
      milliseconds: 0,
      ...(detail && { detail }),
    })
    endWith(problem, socket)
  }
}

/** Writes a response without the server's help, and ends the connection even if the client does not. */
export function endWith(problem: Problem, socket: Socket): void {
  socket.on('error', () => {})
  socket.write(rawProblem(problem), 'latin1')
  socket.destroySoon()
}

export type ParseError = NodeJS.ErrnoException & { readonly rawPacket?: Buffer }

function refusal({ code, rawPacket }: ParseError): Problem {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return made(408, 'Request Timeout', 'The headers of the request did not come in time.')
  if (code !== 'HPE_HEADER_OVERFLOW') return made(400, 'Bad Request', whyMalformed(rawPacket))
  return isRequestLine(rawPacket)
    ? made(414, 'URI Too Long', 'The request-target is too long.')
    : made(431, 'Request Header Fields Too Large', 'The headers are too long.')
}

const made = (status: number, title: string, detail: string) => new Problem({ status, title, detail })

// What clients write that do not encode a URL: the target of RFC 3986 is ASCII.
const whyMalformed = (packet: Buffer | undefined) =>
  hasOtherBytes(packet)
    ? 'The request-target has bytes outside ASCII: percent-encode them (RFC 3986).'
    : 'The request is not HTTP/1.1 (RFC 9112).'

const hasOtherBytes = (packet: Buffer | undefined) =>
  /^[A-Z]+ [^\r\n \x80-\xff]*[\x80-\xff]/.test(packet?.toString('latin1', 0, MAX_LINE) ?? '')

const MAX_LINE = 64 * 1024

/** Whether what came last is still the request line. */
const isRequestLine = (packet: Buffer | undefined) => packet !== undefined && !packet.includes('\n')
