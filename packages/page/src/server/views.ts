import { type Conceal, concealBytes } from '../conceal.js'
import { withEscapes } from '../escapes.js'
import { requestOf } from '../exchange-request.js'
import { isOpen } from '../explaining.js'
import { type CurlOptions, curlOf } from '../export/curl.js'
import { requestHead, responseHead } from '../export/raw.js'
import type { Bytes, Cause, Detail, Row } from '../model.js'
import { type Exchange, reasonOf } from '../store/exchange.js'
import type { ArrivedRequest, Explanation } from '../traffic.js'

/** Cut after the secrets are taken out: a part of one is not recognised. */
export function rowOf(exchange: Exchange, conceal: Conceal): Row {
  const { id, version, arrived, verdict, responded, dropped } = exchange
  return {
    id,
    version,
    provider: arrived.provider,
    method: arrived.method,
    target: conceal(arrived.target).slice(0, MOST_OF_A_ROW),
    at: arrived.at,
    verdict: verdict ? (verdict.accepted ? 'accepted' : 'refused') : 'waiting',
    status: responded?.status ?? 0,
    token: verdict?.token ?? false,
    reason: conceal(reasonOf(exchange)).slice(0, MOST_OF_A_ROW),
    ...(dropped && { dropped }),
  }
}

const MOST_OF_A_ROW = 1000
/** Of a body, the page gets this much. */
const MOST_OF_A_BODY = 2 * 1024 * 1024

/** A request without the secrets that were configured from outside: what is copied, saved and shown. */
export function shownRequest(exchange: Exchange, conceal: Conceal): ArrivedRequest {
  const request = requestOf(exchange)
  return {
    method: conceal(request.method),
    url: conceal(request.url),
    at: request.at,
    headers: request.headers.map(([name, value]) => [conceal(name), conceal(value)]),
    body: concealBytes(request.body, conceal, encodingOf(request)),
  }
}

const encodingOf = ({ headers }: ArrivedRequest) =>
  headers.find(([name]) => name.toLowerCase() === 'content-encoding')?.[1] ?? ''

/** `glance`: looks up another request. */
export function detailOf(
  exchange: Exchange,
  glance: (id: number) => Exchange | undefined,
  conceal: Conceal,
  curl: CurlOptions,
): Detail {
  const { arrived, checked, verdict, responded, cause } = exchange
  const request = shownRequest(exchange, conceal)
  const body = bytesOf(request.body, arrived.bodyLength, !request.body.equals(arrived.body))
  const opened = checked?.opened && bytesOf(concealBytes(checked.opened, conceal), checked.opened.length)
  return {
    row: rowOf(exchange, conceal),
    origin: arrived.origin,
    head: requestHead(request.method, conceal(arrived.target), request.headers),
    headers: request.headers,
    body,
    ...(opened && { opened }),
    checks: checked?.checks ?? [],
    steps: checked?.steps ?? [],
    notes: verdict?.notes ?? [],
    faults: verdict?.faults ?? [],
    ...(responded && {
      response: {
        status: responded.status,
        head: responseHead(responded.status, responded.headers),
        headers: responded.headers,
        body: bytesOf(concealBytes(Buffer.from(responded.body), conceal), Buffer.byteLength(responded.body)),
      },
    }),
    ...(cause && {
      cause: { ...causeOf(cause, request, checked?.steps ?? [], conceal), ...firstOf(cause, glance) },
    }),
    ...(isOpen(exchange) && { looking: true }),
    ...(!exchange.dropped && { curl: curlOf(request, curl) }),
  }
}

const bytesOf = (bytes: Buffer, length: number, masked = false): Bytes => ({
  base64: bytes.subarray(0, MOST_OF_A_BODY).toString('base64'),
  length,
  ...(bytes.length > MOST_OF_A_BODY && { cut: true }),
  ...(masked && { masked: true }),
})

function firstOf({ first }: Explanation, glance: (id: number) => Exchange | undefined): Pick<Cause, 'first'> {
  const exchange = first === undefined ? undefined : glance(first)
  if (!exchange) return {}
  const refused = exchange.verdict?.accepted === false
  return { first: { id: exchange.id, refused, reason: reasonOf(exchange) } }
}

function causeOf(
  { why, advice, step, seen, tried, likely, next, signed }: Explanation,
  request: ArrivedRequest,
  steps: Detail['steps'],
  conceal: Conceal,
): Cause {
  const differs = signed && differenceOf(signed, request, steps, conceal)
  return {
    why,
    seen,
    ...(advice && { advice }),
    ...(step && { step }),
    ...(tried && { tried }),
    ...(likely && { likely }),
    ...(next && { next }),
    ...(differs && { signed: differs }),
  }
}

/** The body that was signed beside the one that came; else the string to sign beside the vendor's. */
function differenceOf(
  { body, message }: NonNullable<Explanation['signed']>,
  request: ArrivedRequest,
  steps: Detail['steps'],
  conceal: Conceal,
): Cause['signed'] {
  const shown = (bytes: Uint8Array) => {
    const buffer = Buffer.from(bytes)
    return bytesOf(concealBytes(buffer, conceal), buffer.length)
  }
  if (!request.body.equals(body))
    return { what: 'body', signed: shown(body), came: bytesOf(request.body, request.body.length) }
  const expected = stringToSignIn(steps)
  // A step is a text: what is not UTF-8 is lost in it, so it must be lost on both sides.
  const isLossy = expected?.includes('\ufffd') === true
  const signed = isLossy ? Buffer.from(message).toString() : withEscapes(Buffer.from(message))
  if (expected === undefined || expected === signed) return undefined
  return { what: 'string to sign', signed: shown(Buffer.from(signed)), came: shown(Buffer.from(expected)) }
}

/** The string to sign has a name of its own in each scheme: it is computed, not sent, and the last before the signature. */
const stringToSignIn = (steps: Detail['steps']): string | undefined =>
  steps
    .filter(({ computed, sent }) => sent === undefined && !/^a value of \d+ characters$/.test(computed ?? ''))
    .filter(({ computed }) => computed !== undefined)
    .at(-1)?.computed
