import type { AnyProvider, Call, Data, Host } from '@countersign/core'
import { partsOf } from '@countersign/core/bytes'
import { collect } from '@countersign/core/trace'
import { asBuffer } from '../bytes.js'
import type { HmacReading } from '../reading.js'

/** One of the things that are signed, by its name on the vendor's page. */
export interface Part {
  readonly name: string
  readonly value: Buffer
}

/** The input of the HMAC: what a provider's own `sign` gave to it. */
export interface HmacInput {
  readonly key: Buffer
  readonly parts: readonly Part[]
}

/** What it takes to sign a request again. */
export interface Again {
  readonly provider: AnyProvider
  readonly call: Call<unknown>
  readonly reading: HmacReading
}

/** The steps of signing again, with the nonce and the clock of the request. */
export function stepsAgain(again: Again): ReadonlyMap<string, string> {
  const { steps, trace } = collect()
  run(again, again.reading.request.body, {}, trace)
  return new Map(steps.map(({ name, value }) => [name, String(value)]))
}

/** Key and parts of the HMAC over this body; undefined if the provider made none. */
export function inputOf(again: Again, body: Data): HmacInput | undefined {
  let heard: HmacInput | undefined
  const { host } = again.call
  // A body of bytes stays a part of its own: texts are joined before they are signed.
  run(again, Uint8Array.from(asBuffer(body)), {
    hmac(algorithm, key, input, encoding) {
      heard = { key: asBuffer(key), parts: named(partsOf(input), again.reading) }
      return host.hmac(algorithm, key, ['x'], encoding)
    },
  })
  return heard
}

function run(
  { provider, call, reading }: Again,
  body: Data,
  changes: Partial<Host>,
  trace = call.trace,
): void {
  const host = { ...call.host, nonce: () => reading.nonce, now: () => reading.now, ...changes }
  const { settings } = reading
  provider.sign?.({ ...call, request: { ...reading.request, body }, settings, host, trace })
}

/** The parts by name: as they were given, or split at the delimiter if they came as one string. */
function named(parts: readonly Data[], { parts: names, delimiter }: HmacReading): Part[] {
  const [whole] = parts
  const joined = delimiter !== '' && parts.length === 1 && typeof whole === 'string'
  const values = joined ? whole.split(delimiter) : parts
  return values.map((value, n) => ({ name: names[n] ?? `part ${n + 1}`, value: asBuffer(value) }))
}

/** The parts with the delimiter between them. */
export function joined(parts: readonly Part[], delimiter: string): Buffer[] {
  const between = Buffer.from(delimiter)
  return parts.flatMap(({ value }, n) => (n === 0 || delimiter === '' ? [value] : [between, value]))
}

/** A part with another value. */
export const put = (part: Part, value: string | Buffer): Part => ({
  name: part.name,
  value: typeof value === 'string' ? Buffer.from(value) : value,
})
