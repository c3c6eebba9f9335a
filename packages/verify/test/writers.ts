/** A request as a test sends it. */
export interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body?: string | Buffer
  /** Seconds since 1970. */
  readonly started?: number
  readonly response?: { readonly status: number; readonly date?: number; readonly json?: unknown }
}

const bytes = ({ body = '' }: Sent) => (typeof body === 'string' ? Buffer.from(body) : body)

/** A raw request with its Content-Length, as a proxy writes it down. */
export function asHttp(sent: Sent): Buffer {
  const { pathname, search, host } = new URL(sent.url)
  const body = bytes(sent)
  const lines = [
    `${sent.method} ${pathname}${search} HTTP/1.1`,
    `Host: ${host}`,
    ...sent.headers.map(([name, value]) => `${name}: ${value}`),
    ...(body.length > 0 ? [`Content-Length: ${body.length}`] : []),
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body])
}

/** Several raw requests in one file. */
export const asHttpFile = (all: readonly Sent[]) =>
  Buffer.concat(all.flatMap((sent, n) => [...(n > 0 ? [Buffer.from('\r\n###\r\n')] : []), asHttp(sent)]))

/** A HAR as browsers save it; bodies that are no text in base64. */
export function asHar(all: readonly Sent[], { base64 = false } = {}): string {
  const entries = all.map((sent) => {
    const body = bytes(sent)
    const text = body.toString()
    const plain = !base64 && Buffer.from(text).equals(body)
    const { status = 200, date, json } = sent.response ?? {}
    return {
      startedDateTime: new Date((sent.started ?? 1_535_617_532) * 1000).toISOString(),
      time: 12,
      request: {
        method: sent.method,
        url: sent.url,
        httpVersion: 'h2',
        headers: [
          { name: ':method', value: sent.method },
          { name: ':authority', value: new URL(sent.url).host },
          ...sent.headers.map(([name, value]) => ({ name, value })),
        ],
        queryString: [],
        cookies: [],
        headersSize: -1,
        bodySize: body.length,
        ...(body.length > 0 && {
          postData: {
            mimeType: 'application/json',
            text: plain ? text : body.toString('base64'),
            ...(!plain && { encoding: 'base64' }),
          },
        }),
      },
      response: {
        status,
        statusText: '',
        headers: date === undefined ? [] : [{ name: 'Date', value: new Date(date * 1000).toUTCString() }],
        content: {
          size: 0,
          mimeType: 'application/json',
          text: json === undefined ? '' : JSON.stringify(json),
        },
      },
      cache: {},
      timings: { send: 0, wait: 12, receive: 0 },
    }
  })
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'test', version: '1' }, entries } })
}

const single = (text: string) => `'${text.replace(/'/g, "'\\''")}'`

/** As a browser copies it for bash: `$'…'` where a letter would get lost. */
function ansi(body: Buffer): string {
  const text = body.toString()
  if (!Buffer.from(text).equals(body)) {
    return `$'${[...body].map((value) => `\\x${value.toString(16).padStart(2, '0')}`).join('')}'`
  }
  if (!/[^\x20-\x7e]|!/.test(text)) return single(text)
  const escaped = text.replace(/[\\']/g, '\\$&').replace(/[^\x20-\x7e]|!/g, (letter) => {
    if (letter === '\n') return '\\n'
    if (letter === '\r') return '\\r'
    return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
  return `$'${escaped}'`
}

/** The command line that "Copy as cURL" gives. */
export function asCurl(sent: Sent): string {
  const body = bytes(sent)
  const options = [
    ...(sent.method === (body.length > 0 ? 'POST' : 'GET') ? [] : [`-X ${single(sent.method)}`]),
    ...sent.headers.map(([name, value]) => `-H ${single(`${name}: ${value}`)}`),
    ...(body.length > 0 ? [`--data-raw ${ansi(body)}`] : []),
  ]
  return [`curl ${single(sent.url)}`, ...options].join(' \\\n  ')
}
