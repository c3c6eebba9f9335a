import type { Scope } from '../expression/scope.js'
import { fault, listed, quoted } from '../fault.js'
import { type Part, readTemplate } from './parts.js'
import { checkQuery } from './query.js'
import { textsOf } from './text.js'
import type { Source } from './yaml.js'

/** What is sent, as it was written. */
export interface SentText {
  readonly headers?: Readonly<Record<string, string>>
  readonly query?: string
  readonly body?: string
  readonly secret?: readonly string[]
  readonly optional?: readonly string[]
}

/** A header that is sent. */
export interface HeaderPart extends Part {
  readonly header: string
  readonly optional: boolean
}

export interface Sent {
  readonly headers: readonly HeaderPart[]
  readonly query?: Part
  readonly body?: Part
  /** Headers whose values are hidden. */
  readonly secrets: readonly string[]
}

/** All parts of what is sent. */
export const sentParts = ({ headers, query, body }: Sent): readonly Part[] =>
  [...headers, query, body].filter((part) => part !== undefined)

/** Reads `send` or `webhook`. @param key which of them */
export function readSent(
  source: Source,
  key: string,
  sent: SentText,
  more: readonly string[],
  scope: Scope,
): Sent {
  const { optional = [] } = sent
  const marked = [...(sent.secret ?? []), ...more]
  const headers = readHeaders(source, key, sent.headers, scope, optional)
  if (headers.length === 0 && sent.query === undefined && sent.body === undefined)
    throw fault(
      { file: source.file, line: source.lineOfKey([key]) },
      'it sends nothing. Give headers or a query.',
      key,
    )
  checkListed(source, key, [...marked, ...optional], headers)
  const secrets = headers.filter((header) => isMarked(header, marked)).map(({ header }) => header)
  for (const header of headers) if (!isMarked(header, marked)) checkHidden(source, header, header.header)
  const query =
    sent.query === undefined
      ? undefined
      : readTemplate(source, [key, 'query'], `${key} query`, sent.query, scope)
  const body =
    sent.body === undefined ? undefined : readTemplate(source, [key, 'body'], `${key} body`, sent.body, scope)
  for (const part of [query, body]) if (part) checkHidden(source, part)
  if (query) checkQuery(source, query, scope)
  return { headers, secrets, ...(query && { query }), ...(body && { body }) }
}

export function readHeaders(
  source: Source,
  key: string,
  headers: SentText['headers'],
  scope: Scope,
  optional: readonly string[] = [],
): HeaderPart[] {
  const seen = new Set<string>()
  return Object.entries(textsOf(headers)).map(([header, text]) => {
    const part = readTemplate(source, [key, 'headers', header], `${key} header ${header}`, text, scope)
    if (seen.has(header.toLowerCase()))
      throw fault({ file: source.file, line: part.line }, 'it comes twice.', part.name)
    seen.add(header.toLowerCase())
    if (text === '') throw fault({ file: source.file, line: part.line }, 'it is empty.', part.name)
    checkTexts(source, part)
    return { ...part, header, optional: isIn(header, optional) }
  })
}

/** What a header can carry (RFC 9110 section 5.5). What is filled in is checked for each request. */
function checkTexts({ file }: Source, { template, line, name }: Part): void {
  const isWrong = template.some(
    (part) => part.kind === 'text' && !/^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(part.text),
  )
  if (isWrong)
    throw fault(
      { file, line },
      'it holds a line end, a control character or a letter that no header can carry.',
      name,
    )
}

const isIn = (name: string, names: readonly string[]) =>
  names.some((one) => one.toLowerCase() === name.toLowerCase())

/** `Authorization` counts as marked. */
const isMarked = ({ header, reveals }: HeaderPart, marked: readonly string[]) =>
  isIn(header, marked) || (reveals.size > 0 && isIn(header, ['Authorization']))

function checkListed(
  source: Source,
  key: string,
  names: readonly string[],
  headers: readonly HeaderPart[],
): void {
  const unknown = names.find((name) => !headers.some(({ header }) => isIn(header, [name])))
  if (unknown)
    throw fault(
      { file: source.file, line: source.lineOfKey([key]) },
      `${quoted(unknown)} is not a header that is sent.`,
      key,
    )
}

function checkHidden({ file }: Source, { reveals, line, name }: Part, header?: string): void {
  if (reveals.size === 0) return
  const what = listed(
    [...reveals].map((one) => (one === 'token' ? 'the token' : `the secret setting ${quoted(one)}`)),
  )
  const advice = header
    ? `Mark the header, so that its value is hidden: secret: [${header}].`
    : 'A secret is sent in a header that is marked by secret: [NAME], nowhere else.'
  throw fault({ file, line }, `it shows ${what}. ${advice}`, name)
}
