import { compileTemplate } from '../expression/compile.js'
import { type Compiled, plainly, union } from '../expression/compiled.js'
import { parseTemplate } from '../expression/parse.js'
import { type Plan, plan } from '../expression/plan.js'
import type { Scope } from '../expression/scope.js'
import { fault } from '../fault.js'
import { type Part, placed, readTemplate } from './parts.js'
import { type HeaderPart, readHeaders, type SentText } from './sent.js'
import { textOf, textsOf } from './text.js'
import { Digits, type Source } from './yaml.js'

/** `token:` as it was written. */
export interface TokenText {
  readonly url: string
  readonly method?: string
  readonly headers?: SentText['headers']
  readonly form?: Readonly<Record<string, string>>
  readonly json?: Readonly<Record<string, unknown>>
  readonly value: string
  readonly expires?: string
  readonly lifetime?: unknown
  readonly use?: 'once' | 'until-expiry'
  readonly exclusive?: boolean
}

export interface TokenParts {
  readonly url: Part
  readonly headers: readonly HeaderPart[]
  readonly body?: Part
}

/** All parts of the request for a token. */
export const tokenParts = ({ url, headers, body }: TokenParts): readonly Part[] =>
  [url, ...headers, body].filter((part) => part !== undefined)

/** Reads what the request for a token is made of. */
export function readToken(source: Source, token: TokenText, scope: Scope): TokenParts {
  const wrong = (problem: string) =>
    fault({ file: source.file, line: source.lineOfKey(['token']) }, problem, 'token')
  if (token.form && token.json) throw wrong('it has a form and JSON. Take one of them out.')
  if (!token.expires && token.lifetime === undefined && token.use !== 'once')
    throw wrong('it does not say when a token ends. Give expires, lifetime or use: once.')
  const url = readTemplate(source, ['token', 'url'], 'token url', token.url, scope)
  if (url.reveals.size > 0)
    throw fault(
      { file: source.file, line: url.line },
      'it shows a secret, and a URL is not hidden.',
      'token url',
    )
  const written = readHeaders(source, 'token', token.headers, scope)
  const body = readBody(source, token, scope)
  return { url, headers: [...written, ...defaults(token, written, url.line)], ...(body && { body }) }
}

/** The headers that a token endpoint expects, unless they are given. */
function defaults({ form, json }: TokenText, given: readonly HeaderPart[], line: number): HeaderPart[] {
  const type = form ? 'application/x-www-form-urlencoded' : json ? 'application/json' : undefined
  const all = [...(type ? [['Content-Type', type] as const] : []), ['Accept', 'application/json'] as const]
  return all
    .filter(([name]) => !given.some(({ header }) => header.toLowerCase() === name.toLowerCase()))
    .map(([header, text]) => ({
      ...plainly(plan('text', text), 'text'),
      name: `token header ${header}`,
      header,
      line,
      template: [{ kind: 'text', text }],
      optional: false,
    }))
}

function readBody(source: Source, { form, json }: TokenText, scope: Scope): Part | undefined {
  const key = form ? 'form' : 'json'
  const line = source.lineOfKey(['token', key])
  if (!form && !json) return undefined
  return placed(source.file, line, `token ${key}`, () => {
    const parts = form ? formParts(form, scope) : jsonParts(json, scope)
    return { ...whole(parts), name: `token ${key}`, line, template: [] }
  })
}

/** Texts one after the other. */
function whole(parts: readonly Compiled[]): Compiled {
  return plainly(plan('concat', ...parts.map((part) => part.plan)), 'text', {
    values: union(parts, 'values'),
    settings: union(parts, 'settings'),
    steps: union(parts, 'steps'),
    algorithms: union(parts, 'algorithms'),
    keys: union(parts, 'keys'),
    signingKeys: union(parts, 'signingKeys'),
    waits: parts.some(({ waits }) => waits),
  })
}

const literal = (text: string) => plainly(plan('text', text), 'text')

const formParts = (form: Readonly<Record<string, string>>, scope: Scope): Compiled[] =>
  Object.entries(textsOf(form)).flatMap(([name, text], at) => [
    literal(`${at > 0 ? '&' : ''}${encodeURIComponent(name)}=`),
    encoded('encode', text, scope),
  ])

function encoded(part: 'encode' | 'jsonText', text: string, scope: Scope): Compiled {
  const template = compileTemplate(parseTemplate(text), scope)
  return { ...template, plan: plan(part, template.plan as Plan) }
}

/** JSON whose texts are templates. */
function jsonParts(json: unknown, scope: Scope): Compiled[] {
  if (typeof json === 'string') return [encoded('jsonText', json, scope)]
  if (json instanceof Digits) return [literal(textOf(json.value))]
  if (typeof json !== 'object' || json === null) return [literal(JSON.stringify(json))]
  const isList = Array.isArray(json)
  const members = Object.entries(json).flatMap(([name, value], at) => [
    literal(`${at > 0 ? ',' : ''}${isList ? '' : `${JSON.stringify(name)}:`}`),
    ...jsonParts(value, scope),
  ])
  return [literal(isList ? '[' : '{'), ...members, literal(isList ? ']' : '}')]
}
