import type { InsomniaParameter } from '../context.js'
import { unreadable } from './unreadable.js'

const BOUNDARY = 'X-INSOMNIA-BOUNDARY'

/** The Content-Type that Insomnia gives to a multipart form, in place of any other. */
export const MULTIPART_TYPE = `multipart/form-data; boundary=${BOUNDARY}`

/**
 * A multipart form of texts as Insomnia sends it (RFC 7578, names as they are).
 * @throws {CountersignError} `unreadable-body` if a part is a file
 */
export function multipartText(rows: readonly InsomniaParameter[]): string {
  const parts = rows.filter(({ name, value, fileName }) => name || value || fileName).map(part)
  return `${parts.join('')}--${BOUNDARY}--\r\n`
}

function part({ name = '', value = '', type, fileName, multiline }: InsomniaParameter): string {
  if (type === 'file' && fileName)
    throw unreadable(name, 'The multipart form has a file in its part', 'Send texts, or a JSON body')
  const head = [`--${BOUNDARY}`, `Content-Disposition: form-data; name="${name}"`]
  if (typeof multiline === 'string') head.push(`Content-Type: ${multiline}`)
  return `${head.join('\r\n')}\r\n\r\n${value}\r\n`
}
