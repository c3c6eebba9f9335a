// The app's own sending, with its client certificates: node:http in place of curl.
import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

/**
 * Sends what left the hooks, and gives the response as the app holds it: its content encoding undone. Redirects are
 * followed to any host, with all headers but `Authorization`.
 */
export async function send(wire, tls, { follows = false } = {}) {
  const response = await sendOnce(wire, tls)
  const location = response.headers.find(({ name }) => /^location$/i.test(name))?.value
  if (!follows || location === undefined || ![301, 302, 303, 307, 308].includes(response.statusCode))
    return response
  const headers = wire.headers.filter(([name]) => !/^authorization$/i.test(name))
  return send({ ...wire, headers, url: new URL(location, wire.url).href }, tls, { follows })
}

function sendOnce({ method, url, headers, body }, { cert, key, ca } = {}) {
  // Insomnia writes headers as lines: a line end in a value would begin another header.
  const lines = headers.flatMap(([name, value]) => `${name}: ${value}`.split(/\r?\n/))
  // As UTF-8, which Node takes for letters of Latin-1.
  const bytes = lines.map((line) => Buffer.from(line).toString('latin1'))
  const pairs = bytes.map((line) => [
    line.slice(0, line.indexOf(':')),
    line.slice(line.indexOf(':') + 1).trim(),
  ])
  const start = url.startsWith('https:') ? overHttps : overHttp
  const flat = [...pairs.flat(), 'Host', new URL(url).host]
  if (body.length > 0 || /^(post|put|patch)$/i.test(method)) flat.push('Content-Length', String(body.length))
  return new Promise((resolve, reject) => {
    start(url, { method, headers: flat, cert, key, ca, agent: false })
      .on('response', (response) => {
        const chunks = []
        response.on('data', (chunk) => chunks.push(chunk)).on('error', reject)
        response.on('end', () => resolve(responseFrom(response, Buffer.concat(chunks))))
      })
      .on('error', reject)
      .end(body)
  })
}

function responseFrom({ statusCode, statusMessage, rawHeaders, headers }, raw) {
  const list = []
  for (let at = 0; at < rawHeaders.length; at += 2)
    list.push({ name: rawHeaders[at], value: rawHeaders[at + 1] })
  const undo = { gzip: gunzipSync, br: brotliDecompressSync }[headers['content-encoding'] ?? '']
  return {
    statusCode,
    statusMessage,
    headers: list,
    bytesRead: raw.length,
    body: undo && raw.length > 0 ? undo(raw) : raw,
  }
}
