import { CountersignError } from '@countersign/core/errors'
import type { InsomniaParameter } from '../context.js'

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
  if (type === 'file' && fileName) throw fileInForm(name)
  const head = [`--${BOUNDARY}`, `Content-Disposition: form-data; name="${name}"`]
  if (typeof multiline === 'string') head.push(`Content-Type: ${multiline}`)
  return `${head.join('\r\n')}\r\n\r\n${value}\r\n`
}

function fileInForm(name: string): CountersignError {
  const which = name.replace(/[^\u0020-\u007e\u00a0-\uffff]/g, '�').slice(0, 60)
  return new CountersignError(
    'unreadable-body',
    `The multipart form has a file in its part "${which}". Insomnia reads it after the plugin, so it cannot be signed or encrypted. Send texts, or a JSON body.`,
  )
}
