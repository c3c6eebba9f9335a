import { list, named, text } from './forms.js'
import { HEADER_NAME } from './names.js'

export const HEADERS = named(
  'headers, each a template: `X-Signature: "sha256={signature}"`',
  text('a template', { pattern: '' }),
  HEADER_NAME,
)

export const HEADER_LIST = (description: string) => list(description, HEADER_NAME)

export const SENT = {
  headers: HEADERS,
  query: text(
    'the whole query in sent form; it begins with the request’s own: `{params}&signature={signature}`',
  ),
  body: text('the body that is sent instead of the request’s own'),
  secret: HEADER_LIST('headers whose values are hidden'),
  optional: HEADER_LIST('headers that are left out if they are empty'),
}
