import { bytesOf, plainCodec, type Request, type Response, type Signed } from '@countersign/core'
import { NetworkError } from '@countersign/hosts/node'
import { requestFrom } from '../../request.js'
import { openSession, type Session } from '../../session.js'
import { type Io, say } from '../../terminal/io.js'
import { whileWaiting } from '../../terminal/spinner.js'
import { checkNonce, hostChanges, type SignOptions, signedOrRefused } from '../sign/index.js'
import { sayStatus } from './status.js'

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
  await checkNonce(options, request, session)
  const response = await whileWaiting(io, 'Waiting for the response', async () => {
    const { signer } = session
    const sign = () =>
      options.unsigned ? signer.apply(request) : signedOrRefused(request, session, UNSIGNED)
    return deliver(sign, session)
  })
  const { shown, opened } = await openResponse(request, response, session, io)
  const isLineOpen = write(shown, options, io)
  const { acts: isSigned } = session.signer.decide(request.url)
  sayStatus(response, { url: request.url, isSigned, isLineOpen }, io)
  return !opened || (options.fail && response.status >= 400) ? 1 : 0
}

const endsLine = (body: Response['body']) => body.at(-1) === (typeof body === 'string' ? '\n' : 0x0a)

const UNSIGNED = 'send it as it is with --unsigned'

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
    const hasCome = thrown instanceof NetworkError && thrown.stage === 'responding'
    const what = hasCome ? 'Unusable response from' : 'No response from'
    throw new Error(`${what} ${new URL(signed.request.url).host}: ${(thrown as Error).message}`)
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

/** @returns whether what was written ends within a line */
function write({ status, headers, body }: Response, { json, include }: SendOptions, { stdout }: Io): boolean {
  if (json) {
    const bodyBase64 = Buffer.from(bytesOf(body, plainCodec)).toString('base64')
    stdout.write(`${JSON.stringify({ status, headers, bodyBase64 })}\n`)
    return false
  }
  if (include)
    stdout.write(`HTTP ${status}\n${headers.map(([name, value]) => `${name}: ${value}\n`).join('')}\n`)
  stdout.write(body)
  // A prompt on the same line helps nobody; a pipe gets the bytes as they are.
  const isTerminal = 'isTTY' in stdout && stdout.isTTY === true
  if (isTerminal && body.length > 0) stdout.write('\n')
  return !isTerminal && body.length > 0 && !endsLine(body)
}
