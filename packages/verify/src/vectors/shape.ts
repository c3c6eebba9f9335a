import { type AnyProvider, settingsOf } from '@countersign/core'
import { type Vector, VectorError } from './vector.js'

const KEYS = 'name provider settings now nonce token tokenRequest request steps headers url'.split(' ')
const REQUEST_KEYS = ['method', 'url', 'headers', 'body']

// In the year 5138; a clock of milliseconds has shown more since 1973.
const IN_MILLISECONDS = 1e11

/** @throws {VectorError} if a vector is misspelt, compares nothing, or is of another provider */
export function checkShape(vector: Vector, provider: AnyProvider): void {
  checkRecord('a vector', vector, KEYS)
  const { settings, request, steps, headers, now, url, tokenRequest } = vector
  checkSettings(settings, provider)
  checkRecord('the request of a vector', request, REQUEST_KEYS)
  if (tokenRequest !== undefined) {
    checkRecord('the token request of a vector', tokenRequest, REQUEST_KEYS)
    checkTexts('headers', tokenRequest.headers)
  }
  if (now !== undefined && !(Number.isFinite(now) && now < IN_MILLISECONDS))
    throw new VectorError(
      'The "now" of a vector is a number: seconds since 1970, such as 1767225600. Milliseconds are divided by 1000.',
    )
  for (const key of ['name', 'provider', 'nonce', 'token', 'url'] as const)
    if (vector[key] !== undefined && typeof vector[key] !== 'string')
      throw new VectorError(`The "${key}" of a vector is text.`)
  checkTexts('steps', steps)
  checkTexts('headers', headers)
  if (Object.keys({ ...steps, ...headers, ...tokenRequest }).length === 0 && url === undefined)
    throw new VectorError(
      'The vector compares nothing. Give the steps, the headers or the URL that are expected.',
    )
  if (vector.provider !== undefined && vector.provider !== provider.id)
    throw new VectorError(`The vector is for the provider "${vector.provider}", not for "${provider.id}".`)
}

function checkSettings(settings: unknown, provider: AnyProvider): void {
  const names = settingsOf(provider).map(({ name }) => name)
  checkRecord('the settings of a vector', settings, names, ` of ${provider.name}`)
  const bad = Object.entries(settings).find(([, value]) => !isScalar(value))
  if (bad) throw new VectorError(`The setting "${bad[0]}" of a vector is neither text nor a number.`)
}

function checkTexts(key: 'steps' | 'headers', texts: unknown): void {
  if (texts === undefined) return
  if (!isRecord(texts)) throw new VectorError(`The ${key} of a vector are an object: { NAME: TEXT }.`)
  const bad = Object.entries(texts).find(
    ([, value]) => !(key === 'headers' ? typeof value === 'string' : isScalar(value)),
  )
  if (bad) throw new VectorError(`The value of "${bad[0]}" among the ${key} of a vector is not text.`)
}

function checkRecord(
  what: string,
  value: unknown,
  keys: readonly string[],
  whose = '',
): asserts value is object {
  const start = what[0]?.toUpperCase() + what.slice(1)
  if (!isRecord(value)) throw new VectorError(`${start} must be an object with ${keys.join(', ')}.`)
  const unknown = Object.keys(value).find((key) => !keys.includes(key))
  if (unknown !== undefined)
    throw new VectorError(
      `"${unknown.slice(0, 40)}" in ${what} is not known${whose}. There are ${keys.join(', ')}.`,
    )
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)
