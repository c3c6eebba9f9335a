import { type AnyProvider, headerValue, settingsOf } from '@countersign/core'
import type { Exchanged, RespondedBody, Route } from '@countersign/gateway'
import { decoded } from '@countersign/hosts/node'
import { type RunningPage, startPage, type TrafficEvent, type TrafficSource } from '@countersign/page'
import { Causes } from '../../causes/causes.js'
import { PageFiles } from '../../page-files.js'
import type { Session } from '../../session.js'
import type { Io } from '../../terminal/io.js'
import { shellWord } from '../../terminal/word.js'

const MOST_TOKENS = 1000

/** The traffic of a gateway as the page shows it. */
export class GatewayTraffic implements TrafficSource {
  readonly title = 'Gateway'
  readonly providers: TrafficSource['providers']
  readonly #listeners = new Set<(event: TrafficEvent) => void>()
  readonly #tokens = new Set<string>()
  #last = 0

  constructor(routes: readonly Route[]) {
    this.providers = routes.map(({ provider: { id, name }, origin }) => ({ id, name, origin, faults: [] }))
  }

  readonly subscribe = (listener: (event: TrafficEvent) => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** A text without the tokens that were sent: they are no settings, and open as much. */
  readonly withoutTokens = (text: string): string => {
    let hidden = text
    for (const token of this.#tokens) hidden = hidden.replaceAll(token, '(hidden)')
    // Those of long ago, by the usual words for them.
    return hidden.replace(/\b(Bearer|DPoP) [A-Za-z0-9._~+/=-]{8,}/g, '$1 (hidden)')
  }

  #remember(token: string | undefined): void {
    if (token === undefined) return
    this.#tokens.delete(token)
    this.#tokens.add(token)
    const [oldest] = this.#tokens
    if (this.#tokens.size > MOST_TOKENS && oldest !== undefined) this.#tokens.delete(oldest)
  }

  /** Tells of a request that was sent. */
  readonly watch = (exchanged: Exchanged): void => {
    const id = ++this.#last
    this.#remember(exchanged.token)
    for (const event of eventsOf(id, exchanged)) this.#tell(event)
    void exchanged.responseBody.then((body) => this.#tell(responseOf(id, exchanged, body)))
  }

  #tell(event: TrafficEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}

/** A status below 400 is taken for acceptance: what else the provider thinks, it does not say. */
function eventsOf(id: number, one: Exchanged): TrafficEvent[] {
  const { provider, origin, at, method, target, headers, status } = one
  const body = Buffer.from(one.body ?? '')
  const arrived = { provider, origin, at, method, target, headers: headers.flat(), body }
  const accepted = status < 400
  const message = `the provider responded with ${status}`
  return [
    { type: 'request', id, ...arrived, bodyLength: body.length },
    {
      type: 'checks',
      id,
      checks: accepted ? [] : [{ name: 'status', holds: false, message }],
      steps: one.steps.map(({ name, value }) => ({ name, sent: String(value) })),
    },
    { type: 'verdict', id, accepted, token: false, ...(!accepted && { check: 'status' }) },
  ]
}

function responseOf(
  id: number,
  { status, responseHeaders: headers }: Exchanged,
  responded: RespondedBody,
): TrafficEvent {
  return { type: 'response', id, at: Date.now() / 1000, status, headers, body: textOf(responded, headers) }
}

/** The body as a text, bounded; what is compressed is unpacked, if all of it is here. */
function textOf({ bytes, length, isOpened }: RespondedBody, headers: Exchanged['responseHeaders']): string {
  const encoding = isOpened ? '' : (headerValue(headers, 'Content-Encoding') ?? '')
  const isCut = length > bytes.length
  if (encoding !== '' && isCut) return `(${length} bytes, compressed: ${encoding})`
  const text = withoutIssued(Buffer.from(unpacked(bytes, encoding)).toString())
  return isCut ? `${text}\n… (the first ${bytes.length} of ${length} bytes)` : text
}

function unpacked(bytes: Buffer, encoding: string): Uint8Array {
  try {
    return decoded(bytes, encoding, MOST_UNPACKED)
  } catch {
    return bytes
  }
}

const MOST_UNPACKED = 1024 * 1024

/** A response to a client that asked for a token itself: that token opens as much as one that was sent. */
const withoutIssued = (text: string) =>
  text.replace(/("(?:access|refresh|id)_?token"\s*:\s*")[^"]+"/gi, '$1(hidden)"')

/** The page of a gateway: nothing on it holds a secret. @throws {Error} that explains a port that is in use */
export async function gatewayPage(
  traffic: GatewayTraffic,
  routes: readonly Route[],
  port: number,
  { settings }: Session,
  io: Io,
): Promise<RunningPage> {
  const causes = new Causes(
    settingsFor(
      routes.map(({ provider }) => provider),
      settings,
    ),
    io,
  )
  const files = new PageFiles()
  const page = await startPage({
    source: traffic,
    port,
    explain: causes.explain,
    conceal: (text) => traffic.withoutTokens(io.secrets?.hidden(text) ?? text),
    masks: () => true,
    verifyCommand: (name, har) =>
      `${io.command ?? 'countersign'} verify ${shellWord(files.write(name, har))}`,
  })
  const close = async () => {
    await page.close()
    files.close()
    await causes.close()
  }
  return { url: page.url, close }
}

function settingsFor(
  providers: readonly AnyProvider[],
  settings: Session['settings'],
): Record<string, string> {
  const names = providers.flatMap((provider) => settingsOf(provider).map(({ variable }) => variable))
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = settings(name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
