import { STATUS_CODES } from 'node:http'
import {
  bytesOf,
  headerValue,
  plainCodec,
  type Request,
  type Response,
  type Signed,
  shown,
} from '@countersign/core'
import { requestFrom } from '../../request.js'
import { openSession, type Session } from '../../session.js'
import { type Io, say } from '../../terminal/io.js'
import { whileWaiting } from '../../terminal/spinner.js'
import { commandLine } from '../../terminal/word.js'
import { checkNonce, hostChanges, type SignOptions, signedOrRefused } from '../sign/index.js'

export interface SendOptions extends SignOptions {
  readonly include?: boolean
  readonly fail?: boolean
  readonly unsigned?: boolean
}

/** `countersign send`: signs, sends, decrypts the response and prints it. @returns the exit status */
export async function send(options: SendOptions, io: Io): Promise<number> {
  const asked = await requestFrom(options, io)
  const session = openSession(options, io, hostChanges(options))
  const request = session.sent(asked)
  checkNonce(options, request, session)
  const response = await whileWaiting(io, 'Waiting for the response', async () => {
    const { signer } = session
    const sign = () =>
      options.unsigned ? signer.apply(request) : signedOrRefused(request, session, UNSIGNED)
    return deliver(sign, session)
  })
  const { shown, opened } = await openResponse(request, response, session, io)
  write(shown, options, io)
  sayStatus(response, session.signer.decide(request.url).acts, io)
  return !opened || (options.fail && response.status >= 400) ? 1 : 0
}

const UNSIGNED = 'send it as it is with --unsigned'

/** What a pipe would hide: a failure, with where to look if it is the signature's, and a redirect. */
function sayStatus(response: Response, isSigned: boolean, io: Io): void {
  const { status } = response
  const location = headerValue(response.headers, 'Location')
  const isRedirect = status >= 300 && status < 400 && location !== undefined
  if (status < 400 && !isRedirect) return
  const text = `The response has the status ${status}${STATUS_CODES[status] ? ` (${STATUS_CODES[status]})` : ''}.`
  say(io, `${text}${isRedirect ? redirected(location, isSigned) : refused(status, isSigned, io)}`)
}

const refused = (status: number, isSigned: boolean, io: Io) =>
  isSigned && (status === 401 || status === 403)
    ? ` See what was signed, step by step${explainCommand(io)}`
    : ''

// What only `send` takes; the value of --timeout is the next word, unless it is written with an equals sign.
const OWN = /^(?:-i|--include|--fail|--unsigned|--timeout(?:=.*)?)$/

/** The same words for `explain`; whoever typed a secret among them types them again. */
function explainCommand(io: Io): string {
  const words = (io.args ?? [])
    .slice(1)
    .filter((word, at, all) => !OWN.test(word) && all[at - 1] !== '--timeout')
  const line = commandLine(io, 'explain', ...words)
  const isShown = words.length > 0 && (io.secrets?.hidden(line) ?? line) === line
  return isShown ? `:\n  ${line}` : ': `countersign explain` with the same arguments.'
}

const redirected = (location: string, isSigned: boolean) =>
  ` It redirects to ${shown(location)}, which is not followed${isSigned ? ': the signature is for the URL that you gave' : ''}. If you trust it, send to that URL.`

/** Sent, and once more if the response asks for another signature: a nonce of the server, a token that ended. */
async function deliver(sign: () => Promise<Signed>, session: Session): Promise<Response> {
  const signed = await sign()
  const response = await exchange(signed, session)
  if (!session.signer.noteStatus(signed, response.status, response.headers)) return response
  return exchange(await sign(), session)
}

async function exchange(signed: Signed, { send }: Session): Promise<Response> {
  try {
    return await send(signed.request)
  } catch (thrown) {
    throw new Error(`No response from ${new URL(signed.request.url).host}: ${(thrown as Error).message}`)
  }
}

/** The response, decrypted; one that cannot be decrypted is shown as it came, with the reason. */
async function openResponse({ url }: Request, response: Response, { signer }: Session, io: Io) {
  try {
    const { body } = await signer.open(url, response)
    return { shown: body === undefined ? response : { ...response, body }, opened: true }
  } catch (thrown) {
    say(io, `${(thrown as Error).message} The response is printed as it was received.`)
    return { shown: response, opened: false }
  }
}

function write({ status, headers, body }: Response, { json, include }: SendOptions, { stdout }: Io): void {
  if (json) {
    const bodyBase64 = Buffer.from(bytesOf(body, plainCodec)).toString('base64')
    stdout.write(`${JSON.stringify({ status, headers, bodyBase64 })}\n`)
    return
  }
  if (include)
    stdout.write(`HTTP ${status}\n${headers.map(([name, value]) => `${name}: ${value}\n`).join('')}\n`)
  stdout.write(body)
  // A prompt on the same line helps nobody; a pipe gets the bytes as they are.
  if ('isTTY' in stdout && stdout.isTTY && body.length > 0) stdout.write('\n')
}
