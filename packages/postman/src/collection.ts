import { readFileSync } from 'node:fs'
import { providers } from '@countersign/core'
import { CountersignError } from '@countersign/core/errors'
import { type AnyProvider, baseUrlOf, type Example, examplesOf } from '@countersign/core/provider'
import { toolSettings } from '@countersign/core/settings'
import type { Phase } from '@countersign/script/bundle/header'

/** Scripts to put into a collection, as text. */
export interface Scripts {
  readonly preRequest: string
  readonly postResponse?: string
}

/** The script that ships with this package for one of its own providers. @throws if there is none of that id */
export function shippedScript(id: string, phase: Phase, minified = false): string {
  const name = `${id}.${phase}${minified ? '.min' : ''}.js`
  return readFileSync(new URL(`../dist/${name}`, import.meta.url), 'utf8')
}

/** The licences of what of others is in the scripts that ship with this package. */
export const shippedNotices = (): string =>
  readFileSync(new URL('../dist/THIRD-PARTY.txt', import.meta.url), 'utf8')

/**
 * The scripts that ship with this package for a provider.
 * @throws {CountersignError} `invalid-provider` if it is not one of Countersign's own
 */
export function shippedScripts({ id, setup }: AnyProvider): Required<Scripts> {
  if (!providers.some((one) => one.id === id && one.setup === setup))
    throw new CountersignError(
      'invalid-provider',
      `No script for the provider "${id}" ships with Countersign. Build it: countersign build FILE --for postman --out DIR.`,
      id,
    )
  return {
    preRequest: shippedScript(id, 'pre-request'),
    postResponse: shippedScript(id, 'post-response'),
  }
}

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'

/**
 * A collection to import (format v2.1): the script at collection level, a request for each kind of call. No
 * Authorization tab, since one would take the place of the signature.
 */
export function collection(provider: AnyProvider, scripts: Scripts = shippedScripts(provider)): object {
  const { name } = provider
  const events = [event('prerequest', scripts.preRequest)]
  if (scripts.postResponse) events.push(event('test', scripts.postResponse))
  if (provider.tokens) events.push(event('test', DROP_REFUSED))
  return {
    info: { name: `${name}, signed`, description: description(provider), schema: SCHEMA },
    auth: { type: 'noauth' },
    // A redirect would take what a request carries to another host.
    protocolProfileBehavior: { followRedirects: false },
    event: events,
    variable: [{ key: 'baseUrl', value: baseUrlOf(provider) }],
    item: examplesOf(provider).map(item),
  }
}

/**
 * An environment to import: where requests go, and every setting by its one name, all of them empty, the secret ones of
 * type secret.
 */
export function environment(provider: AnyProvider): Environment {
  const rows = [
    row('baseUrl', false, baseUrlOf(provider)),
    ...toolSettings(provider).map(({ variable, secret }) => row(variable, secret)),
  ]
  if (provider.uses?.includes('random')) rows.push(row('COUNTERSIGN_ENTROPY', true))
  return { name: provider.name, values: rows, _postman_variable_scope: 'environment' }
}

/** What Postman imports as an environment. */
export interface Environment {
  readonly name: string
  readonly values: readonly Variable[]
  readonly _postman_variable_scope: 'environment'
}
interface Variable {
  readonly key: string
  readonly value: string
  readonly type: 'secret' | 'default'
  readonly enabled: boolean
}

const row = (key: string, secret: boolean, value = ''): Variable => ({
  key,
  value,
  type: secret ? 'secret' : 'default',
  enabled: true,
})

// A pre-request script sees no response, so a token that was refused would be used until its end.
const DROP_REFUSED = `// A token that was refused is not used again: the next request asks for another.
if (pm.response.code === 401) {
  Object.keys(pm.variables.toObject()).forEach(function (name) {
    if (name.indexOf('COUNTERSIGN_TOKEN_') === 0) pm.variables.unset(name)
  })
}`

// One text, not a list of lines: Newman spends several milliseconds per request on a long list.
const event = (listen: 'prerequest' | 'test', script: string) => ({
  listen,
  script: { type: 'text/javascript', exec: [script.replace(/\n$/, '')] },
})

const BELOW_400 = `pm.test('the status is below 400', function () {
  var reason = pm.variables.get('COUNTERSIGN_NOT_SIGNED')
  if (reason) throw new Error('not signed: ' + reason)
  if (!pm.response.code) throw new Error('no response came: see the error of the request')
  pm.expect(pm.response.code, pm.response.text()).to.be.below(400)
})`

function item(example: Example): object {
  const { name, method, path, body } = example
  const url = { raw: `{{baseUrl}}${path}`, host: ['{{baseUrl}}'], ...partsOf(path) }
  const type = { key: 'Content-Type', value: 'application/json' }
  const filled = body?.includes('{{') ? fillingScript(body) : undefined
  const raw = { mode: 'raw', raw: filled ? '{}' : body, options: { raw: { language: 'json' } } }
  const request = {
    method,
    header: body === undefined ? [] : [type],
    url,
    ...(body !== undefined && { body: raw }),
  }
  return {
    name,
    event: [...(filled ? [event('prerequest', filled)] : []), event('test', BELOW_400)],
    request,
  }
}

/**
 * A script that makes a JSON body of variables. A template would break at a quotation mark or a backslash in a value,
 * and what the tool would take for a variable in one is escaped.
 */
function fillingScript(template: string): string {
  return `// The body is made here: a value may hold quotation marks and backslashes.
var body = JSON.stringify(${filling(JSON.parse(template))}).replace(/\\{(?=\\{)/g, '\\\\u007b')
pm.request.body.update({ mode: 'raw', raw: body, options: { raw: { language: 'json' } } })

function valueOf(name) {
  var value = pm.variables.get(name)
  return value === undefined || value === null ? '' : pm.variables.replaceIn(String(value))
}`
}

/** A value of JSON as an expression: a variable stands for its value. */
function filling(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(filling).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const rows = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${filling(one)}`)
    return `{ ${rows.join(', ')} }`
  }
  if (typeof value !== 'string') return JSON.stringify(value)
  const parts = value.split(/\{\{([^{}]*)\}\}/)
  const texts = parts.map((part, at) => (at % 2 ? `valueOf(${JSON.stringify(part)})` : JSON.stringify(part)))
  return texts.filter((text) => text !== '""').join(' + ') || '""'
}

/** Path and query as Postman keeps them; it writes the address from these, not from `raw`. */
function partsOf(address: string): object {
  const [path = '', ...rest] = address.slice(1).split('?')
  if (rest.length === 0) return { path: path.split('/') }
  const query = rest.join('?').split('&')
  return { path: path.split('/'), query: query.map(pairOf) }
}

function pairOf(pair: string): object {
  const [key, ...value] = pair.split('=')
  return { key, value: value.length > 0 ? value.join('=') : null }
}

function description(provider: AnyProvider): string {
  const lines = toolSettings(provider).map(
    ({ variable, about, required }) => `- \`${variable}\`${required ? '' : ' (optional)'}: ${about}`,
  )
  return [`Signed by Countersign as ${provider.name} asks. Set these variables:`, '', ...lines].join('\n')
}
