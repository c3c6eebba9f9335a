import { STATUS_CODES } from 'node:http'
import { headerValue, type Response, shown } from '@countersign/core'
import { clockHint, isRefused, REFUSED_CHECK } from '@countersign/core/refused'
import { type Io, say } from '../../terminal/io.js'
import { commandLine } from '../../terminal/word.js'

/** What was asked. */
interface Asked {
  readonly url: string
  readonly isSigned: boolean
  /** Whether the response ended within a line, which may be the message's too. */
  readonly isLineOpen: boolean
}

/** What a pipe would hide: a failure, with where to look if it is the signature's, and a redirect. */
export function sayStatus(response: Response, request: Asked, io: Io): void {
  const { status } = response
  const location = headerValue(response.headers, 'Location')
  const isRedirect = status >= 300 && status < 400 && location !== undefined
  if (status < 400 && !isRedirect) return
  if (request.isLineOpen) io.stderr.write('\n')
  const text = `The response has the status ${status}${STATUS_CODES[status] ? ` (${STATUS_CODES[status]})` : ''}.`
  say(io, `${text}${isRedirect ? redirected(location, request) : refused(response, request, io)}`)
}

const refused = (response: Response, { isSigned }: Asked, io: Io) =>
  isSigned && isRefused(response.status)
    ? `${clockHint(response, Date.now() / 1000)} ${REFUSED_CHECK}. See what was signed, step by step${explainCommand(io)}`
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

function redirected(location: string, { url, isSigned }: Asked): string {
  const target = URL.canParse(location, url) ? new URL(location, url).href : location
  const why = isSigned ? ': the signature is for the URL that you gave' : ''
  return ` It redirects to ${shown(target)}, which is not followed${why}. If you trust it, send to that URL.`
}
