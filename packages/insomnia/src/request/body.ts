import { CountersignError } from '@countersign/core/errors'
import type { InsomniaBody, InsomniaParameter, InsomniaRequest } from '../context.js'
import { formText } from './form.js'
import { graphqlText } from './graphql.js'
import { MULTIPART_TYPE, multipartText } from './multipart.js'
import { unreadable } from './unreadable.js'

/** The text of a body as it goes over the network. */
export interface WireBody {
  readonly text: string
  /** What Insomnia must hold for it to send that text: absent if it holds that already. */
  readonly held?: InsomniaBody
  /** The Content-Type that Insomnia would set, in place of any other. */
  readonly contentType?: string
}

/**
 * A body serialised as Insomnia does it after the hooks. The method counts, too: Insomnia sends a text without a type
 * with POST, PUT and PATCH only.
 * @throws {CountersignError} `unreadable-body` on files
 */
export function wireBody(request: Pick<InsomniaRequest, 'getBody' | 'getMethod'>): WireBody {
  // libcurl sends none with HEAD, whatever is in the editor.
  if (/^HEAD$/i.test(request.getMethod())) return { text: '' }
  const body = (request.getBody() ?? {}) as InsomniaBody
  const { mimeType, fileName } = body
  if (mimeType === 'application/x-www-form-urlencoded') return replaced(formText(rowsOf(body)))
  if (mimeType === 'multipart/form-data') {
    return { ...replaced(multipartText(rowsOf(body))), contentType: MULTIPART_TYPE }
  }
  if (fileName) throw fileBody(fileName)
  const text = typeof body.text === 'string' ? body.text : ''
  if (mimeType === 'application/graphql') return graphql(body, text)
  const sent = typeof mimeType === 'string' || /^(POST|PUT|PATCH)$/i.test(request.getMethod())
  return { text: sent ? text : '' }
}

/** A type that Insomnia does not serialise; it sets no header. */
const replaced = (text: string): WireBody => ({ text, held: { mimeType: 'text/plain', text } })

function graphql(body: InsomniaBody, text: string): WireBody {
  const sent = graphqlText(text)
  return sent === text ? { text } : { text: sent, held: { ...body, text: sent } }
}

/**
 * Refuses a body that Insomnia would send other than it is signed: libcurl takes a text up to its first NUL.
 * @throws {CountersignError} `invalid-body`
 */
export function checkSendable({ text }: WireBody): void {
  if (!text.includes('\u0000')) return
  throw new CountersignError(
    'invalid-body',
    'The body holds a NUL character, and Insomnia sends a text only up to there, so it cannot be signed or encrypted. Take it out; in JSON it is written \\u0000.',
  )
}

const rowsOf = ({ params }: InsomniaBody): readonly InsomniaParameter[] =>
  Array.isArray(params) ? params.filter((row) => row && typeof row === 'object') : []

const fileBody = (path: string): CountersignError =>
  unreadable(path.replace(/^.*[\\/]/s, ''), 'The body is the file', 'Put its text into the body')
