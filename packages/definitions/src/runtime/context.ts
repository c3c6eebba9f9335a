import {
  type Bytes,
  bytesOf,
  type Call,
  CountersignError,
  type Data,
  type Host,
  plainCodec,
  type Request,
  type Url,
  type Values,
} from '@countersign/core'
import { utf8Text } from '@countersign/core/bytes'

/** What `setup` makes of the settings: their values, and what is made of them once. */
export interface Ready {
  readonly values: Values
  readonly kept: unknown[]
}

/** A compiled expression. */
export type Run = (context: Context) => Data

/** One request on its way through the steps. The clock is read once, and only if a step asks for it. */
export class Context {
  declare readonly request: Request
  declare readonly url: Url
  declare readonly ready: Ready
  declare readonly host: Host
  /** The values of the steps so far. */
  declare readonly steps: Data[]
  /** What had to be waited for, by its number. */
  declare results: Data[] | undefined
  declare token: string | undefined
  declare private time: number | undefined
  declare private text: Data | undefined

  constructor({ request, url, settings, host }: Pick<Call<Ready>, 'request' | 'url' | 'settings' | 'host'>) {
    this.request = request
    this.url = url
    this.ready = settings
    this.host = host
    this.steps = []
  }

  /** Seconds since 1970. */
  now(): number {
    this.time ??= this.host.now()
    return this.time
  }

  /** The body as text if its bytes are UTF-8. */
  body(): Data {
    this.text ??= decoded(this.request.body, this.host)
    return this.text
  }
}

function decoded(body: Data, host: Host): Data {
  if (typeof body === 'string') return body
  try {
    return host.codec ? host.codec.text(body) : utf8Text(body)
  } catch {
    return body
  }
}

/** The text of a value. @throws {CountersignError} if it is bytes */
export function textOf(value: Data, what: string): string {
  if (typeof value === 'string') return value
  throw new CountersignError('invalid-body', `${what} takes text, and the body of this request is not UTF-8.`)
}

export const bytesIn = (value: Data, host: Host): Bytes => bytesOf(value, host.codec ?? plainCodec)
