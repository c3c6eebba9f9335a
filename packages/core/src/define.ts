import { CountersignError } from './errors.js'
import { uselessHost } from './host-entry.js'
import { isRecord, kindOf } from './patch.js'
import type { AnyProvider, Provider } from './provider.js'
import { SETTING_KINDS, settingsOf } from './settings.js'

/**
 * A provider, checked where it is written: by its types in an editor, and when it runs by the rules of `createSigner`.
 * @throws {CountersignError} `invalid-provider`, naming what is missing, misspelt or of another type
 * @example
 * export default defineProvider({
 *   id: 'acme',
 *   name: 'Acme',
 *   hosts: ['api.acme.com'],
 *   settings: [{ name: 'apiKey', about: 'the API key', required: true, secret: true, kind: 'text' }],
 *   setup: ({ apiKey = '' }) => ({ apiKey }),
 *   sign: ({ request, settings, host }) => ({
 *     headers: { 'X-Signature': host.hmac('SHA-256', settings.apiKey, request.body, 'hex') },
 *   }),
 * })
 */
export function defineProvider<Ready>(provider: Provider<Ready>): Provider<Ready> {
  checkProvider(provider)
  return provider
}

/**
 * @throws {CountersignError} `invalid-provider`: one that is not written as it has to be, or an id or the name of a
 * setting that comes twice
 */
export function checkProviders(providers: readonly AnyProvider[]): void {
  const ids = new Set<string>()
  const owners = new Map<string, string>()
  for (const provider of providers) {
    checkProvider(provider)
    const { id } = provider
    if (ids.has(id)) {
      const message = `Two providers have the id "${id}", so one would get the other's secrets. Give each an id, also for two accounts of one provider.`
      throw new CountersignError('invalid-provider', message, id)
    }
    ids.add(id)
    checkVariables(provider, owners)
  }
}

/** `my-api` and `my_api` both have MY_API_HOSTS. */
function checkVariables(provider: AnyProvider, owners: Map<string, string>): void {
  const { id } = provider
  for (const { variable } of settingsOf(provider)) {
    const other = owners.get(variable)
    if (other !== undefined) {
      const message = `The providers "${other}" and "${id}" both have the setting ${variable}, so one would get the other's secrets. Give one of them another id.`
      throw new CountersignError('invalid-provider', message, id)
    }
    owners.set(variable, id)
  }
}

const KEYS: ReadonlySet<string> = new Set(
  'id name hosts paths baseUrl sources settings nonce examples written setup needs tokens prepare sign open responded oneToken uses'.split(
    ' ',
  ),
)
const FUNCTIONS = ['setup', 'needs', 'tokens', 'prepare', 'sign', 'open', 'responded'] as const

type Given = Readonly<Record<string, unknown>>
type Problem = (text: string) => CountersignError

function checkProvider(provider: unknown): void {
  if (!isRecord(provider)) {
    const what = kindOf(provider)
    throw new CountersignError('invalid-provider', `A provider is an object, and this is ${what}.`)
  }
  const id = typeof provider.id === 'string' ? provider.id : undefined
  const problem: Problem = (text) =>
    new CountersignError(
      'invalid-provider',
      `The provider ${id ? `"${id.slice(0, 40)}"` : 'without an id'}: ${text}.`,
      id,
    )
  if (!id || !/^[a-z][a-z0-9_-]*$/.test(id) || id === 'countersign')
    throw problem('its id must be lower-case letters and digits, as in "imburse"')
  if (typeof provider.name !== 'string' || provider.name.trim() === '') throw problem('its name is missing')
  const unknown = Object.keys(provider).find((key) => !KEYS.has(key))
  if (unknown) throw problem(`"${unknown.slice(0, 40)}" is not known. A provider has ${[...KEYS].join(', ')}`)
  checkFunctions(provider, problem)
  checkHosts(provider, problem)
  checkSettingsOf(provider, problem)
  checkDescriptions(provider, problem)
}

function checkFunctions(provider: Given, problem: Problem): void {
  for (const name of FUNCTIONS) {
    const value = provider[name]
    if (value !== undefined && typeof value !== 'function') throw problem(`${name} must be a function`)
  }
  if (!provider.setup) throw problem('setup is missing')
  if (!provider.sign && !provider.prepare && !provider.tokens)
    throw problem('it has neither sign nor prepare, so nothing would be signed')
}

// A name with a dot in it, an IP address, or this machine.
const HOST =
  /^(?:localhost|\[[0-9a-f:.]+\]|(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)$/

function checkHosts({ hosts, paths }: Given, problem: Problem): void {
  if (!Array.isArray(hosts)) throw problem('hosts must be a list of host names')
  for (const host of hosts) {
    const useless = typeof host === 'string' ? uselessHost(host) : undefined
    if (useless) throw problem(`hosts: ${useless}`)
    if (typeof host !== 'string' || !HOST.test(host))
      throw problem(
        `the host ${JSON.stringify(host) ?? String(host)} must be a whole name in lower case, as in "api.example.com", without scheme, port, path or wildcard`,
      )
  }
  if (paths === undefined) return
  if (!Array.isArray(paths) || paths.length === 0) throw problem('paths must be a list of paths')
  for (const path of paths) {
    if (typeof path !== 'string' || !/^\/[^?#\s]*$/.test(path))
      throw problem(
        `the path ${JSON.stringify(path) ?? String(path)} must start with a slash, and have no query`,
      )
  }
}

function checkSettingsOf({ settings }: Given, problem: Problem): void {
  if (!Array.isArray(settings)) throw problem('settings must be a list')
  const names = new Set(['hosts'])
  for (const setting of settings) {
    const { name, kind, secret, choices }: Given = isRecord(setting) ? setting : {}
    if (typeof name !== 'string' || !/^[a-z][A-Za-z0-9]*$/.test(name))
      throw problem('each setting needs a name of letters and digits, as in "privateKey"')
    if (names.has(name)) throw problem(`the setting "${name}" comes twice, or is one that every provider has`)
    names.add(name)
    if (typeof secret !== 'boolean') throw problem(`the setting "${name}" must say secret: true or false`)
    if (!SETTING_KINDS.includes(kind as 'text'))
      throw problem(`the setting "${name}" must have a kind: ${SETTING_KINDS.join(', ')}`)
    if (kind === 'choice' && !(Array.isArray(choices) && choices.length > 0))
      throw problem(`the setting "${name}" must list its choices`)
  }
}

function checkDescriptions({ nonce, written, uses }: Given, problem: Problem): void {
  if (
    nonce !== undefined &&
    !(isRecord(nonce) && typeof nonce.called === 'string' && isPattern(nonce.pattern))
  )
    throw problem('nonce must be { called: NAME, pattern: /…/ }')
  if (uses !== undefined && !(Array.isArray(uses) && uses.every((use) => CAPABILITIES.has(use))))
    throw problem(`uses must list some of ${[...CAPABILITIES].join(', ')}`)
  if (written !== undefined) checkWritten(written, problem)
}

const CAPABILITIES: ReadonlySet<unknown> = new Set(['cipher', 'signer', 'random'])

const isPattern = (value: unknown) => typeof (value as RegExp | undefined)?.test === 'function'

function checkWritten(written: unknown, problem: Problem): void {
  const bad = problem(
    'written must be { now, nonce, body, maxAge, maxAhead }, with places { header: NAME } or { query: NAME }, and as: PATTERN',
  )
  if (
    !isRecord(written) ||
    Object.keys(written).some((key) => !['now', 'nonce', 'body', 'maxAge', 'maxAhead'].includes(key))
  )
    throw bad
  const { now, nonce, body = '', maxAge = 1, maxAhead = 1 } = written
  if (typeof body !== 'string') throw bad
  if (![maxAge, maxAhead].every((limit) => typeof limit === 'number' && limit > 0)) throw bad
  for (const place of [now, nonce]) if (place !== undefined && !isPlace(place)) throw bad
}

const PLACE = ['header', 'query', 'body', 'as']

function isPlace(place: unknown): boolean {
  if (!isRecord(place)) return false
  const { header, query, body, as } = place
  const named = [header, query, body && as].filter((name) => name !== undefined)
  return (
    named.length === 1 &&
    typeof named[0] === 'string' &&
    Object.keys(place).every((name) => PLACE.includes(name)) &&
    (as === undefined || typeof as === 'string')
  )
}
