import type { ArrivedRequest, RespondedEvent } from '../traffic.js'

type Responded = Pick<RespondedEvent, 'status' | 'headers' | 'body' | 'at'>

/** One request and its response as HTTP Archive 1.2. */
export function harOf(request: ArrivedRequest, response: Responded | undefined): string {
  const entry = {
    startedDateTime: new Date(request.at * 1000).toISOString(),
    time: response ? Math.max(0, (response.at - request.at) * 1000) : 0,
    request: requestOf(request),
    response: responseOf(response),
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
  }
  const creator = { name: 'Countersign', version: '1' }
  return JSON.stringify({ log: { version: '1.2', creator, entries: [entry] } }, null, 2)
}

function requestOf({ method, url, headers, body }: ArrivedRequest) {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  return {
    method,
    url,
    httpVersion: 'HTTP/1.1',
    headers: headers.map(([name, value]) => ({ name, value })),
    queryString: [...new URL(url).searchParams].map(([name, value]) => ({ name, value })),
    cookies: [],
    headersSize: -1,
    bodySize: body.length,
    ...(body.length > 0 && { postData: { mimeType: type, ...textOf(body) } }),
  }
}

/** HAR has no bytes in requests; `encoding` is what readers of such files take. */
function textOf(body: Buffer) {
  const text = body.toString('utf8')
  return Buffer.from(text).equals(body) ? { text } : { text: body.toString('base64'), encoding: 'base64' }
}

function responseOf(response: Responded | undefined) {
  const { status = 0, headers = [], body = '' } = response ?? {}
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  return {
    status,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    headers: headers.map(([name, value]) => ({ name, value })),
    cookies: [],
    content: { size: Buffer.byteLength(body), mimeType: type, text: body },
    redirectURL: '',
    headersSize: -1,
    bodySize: Buffer.byteLength(body),
  }
}
