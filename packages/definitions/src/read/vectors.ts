import type { Setting } from '@countersign/core'
import { parseUrl } from '@countersign/core'
import type { Vector } from '@countersign/verify/vectors'
import { fault, quoted } from '../fault.js'
import { numberOf, textOf, textsOf } from './text.js'
import type { Source } from './yaml.js'

/** A vector as it was written. */
export interface VectorText {
  readonly name?: string
  readonly settings: Readonly<Record<string, unknown>>
  readonly now?: unknown
  readonly nonce?: unknown
  readonly token?: string
  readonly tokenRequest?: {
    readonly method?: string
    readonly url?: string
    readonly headers?: object
    readonly body?: string
  }
  readonly request: {
    readonly method: string
    readonly url: string
    readonly headers?: object
    readonly body?: string
  }
  readonly steps?: Readonly<Record<string, unknown>>
  readonly headers?: object
  readonly url?: string
}

/** What a vector may name. */
export interface Owner {
  /** Settings, steps and headers: undefined if it is made by a scheme in code. */
  readonly settings?: readonly Setting[]
  readonly steps?: readonly string[]
  readonly headers?: readonly string[]
  readonly hosts: readonly string[]
  readonly isWebhook: boolean
}

/** The vectors of a definition. @throws {CountersignError} for one that is of another definition */
export function readVectors(source: Source, vectors: readonly VectorText[], owner: Owner): Vector[] {
  return vectors.map((vector, at) => {
    checkVector(source, at, vector, owner)
    return vectorOf(vector, owner)
  })
}

function checkVector(
  source: Source,
  at: number,
  vector: VectorText,
  { settings, steps, headers, ...owner }: Owner,
): void {
  const wrong = (path: readonly string[], problem: string) =>
    fault(
      { file: source.file, line: source.lineOfKey(['vectors', at, ...path]) },
      problem,
      `vector ${at + 1}`,
    )
  const foreign = (given: object | undefined, known: readonly string[]) =>
    Object.keys(given ?? {}).find((name) => !known.includes(name))
  const names = settings?.map(({ name }) => name)
  const setting = names && foreign(vector.settings, [...names, 'hosts'])
  if (setting)
    throw wrong(['settings', setting], `there is no setting ${quoted(setting)} in this definition.`)
  const missing = settings?.find(({ name, required }) => required && !Object.hasOwn(vector.settings, name))
  if (missing) throw wrong(['settings'], `the setting ${quoted(missing.name)} is missing.`)
  const step = steps && foreign(vector.steps, steps)
  if (step) throw wrong(['steps', step], `there is no step ${quoted(step)} in this definition.`)
  const header =
    headers &&
    foreign(
      lowered(vector.headers),
      headers.map((name) => name.toLowerCase()),
    )
  if (header) throw wrong(['headers'], `this definition sends no header ${quoted(header)}.`)
  const expected = { ...vector.steps, ...vector.headers, ...vector.tokenRequest }
  if (Object.keys(expected).length === 0 && vector.url === undefined)
    throw wrong([], 'it compares nothing. Give the steps, the headers or the URL that are expected.')
  if (!isAt(vector, owner))
    throw wrong(['request', 'url'], 'its URL is not at one of the hosts of this definition.')
}

const lowered = (headers: object | undefined) =>
  Object.fromEntries(Object.keys(headers ?? {}).map((name) => [name.toLowerCase(), true]))

function isAt(
  { request, settings }: VectorText,
  { hosts, isWebhook }: Pick<Owner, 'hosts' | 'isWebhook'>,
): boolean {
  try {
    const { host } = parseUrl(request.url)
    return (
      isWebhook ||
      settings.hosts !== undefined ||
      hosts.some((name) => host === name || host.endsWith(`.${name}`))
    )
  } catch {
    return false
  }
}

function vectorOf(vector: VectorText, { isWebhook }: Owner): Vector {
  const { name, settings, now, nonce, token, tokenRequest, request, steps, headers, url } = vector
  const { method, body } = request
  return {
    ...(name !== undefined && { name }),
    settings: { ...textsOf(settings), ...(isWebhook && { hosts: parseUrl(request.url).authority }) },
    ...(now !== undefined && { now: numberOf(now) }),
    ...(nonce !== undefined && { nonce: textOf(nonce) }),
    ...(token !== undefined && { token }),
    ...(tokenRequest && {
      tokenRequest: {
        ...tokenRequest,
        ...(tokenRequest.headers && { headers: textsOf(tokenRequest.headers) }),
      } as NonNullable<Vector['tokenRequest']>,
    }),
    request: {
      method,
      url: request.url,
      headers: textsOf(request.headers),
      ...(body !== undefined && { body }),
    },
    ...(steps && { steps: textsOf(steps) }),
    ...(headers && { headers: textsOf(headers) }),
    ...(url !== undefined && { url }),
  }
}
