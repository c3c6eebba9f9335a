// What Insomnia does to a rendered request after the hooks: late serialisation, written after its behaviour.

import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { format, parse } from 'node:url'

const BOUNDARY = 'X-INSOMNIA-BOUNDARY'

/** The request as it goes over the network: method, URL, header pairs and bytes. */
export function serialise(rendered) {
  const { body = {}, parameters = [], headers, authentication = {} } = rendered
  const bytes = /^head$/i.test(rendered.method) ? Buffer.alloc(0) : bodyBytes(body ?? {}, rendered.method)
  const lines = headers.filter(({ name }) => name).map(({ name, value }) => [name, value ?? ''])
  const has = (wanted) => lines.find(([name]) => name.toLowerCase() === wanted)
  if (authentication.type === 'bearer' && authentication.token && !has('authorization')) {
    lines.push(['Authorization', `${authentication.prefix || 'Bearer'} ${authentication.token}`])
  }
  // These add one of their own, whether or not there is one.
  if (['iam', 'digest', 'ntlm'].includes(authentication.type) && !authentication.disabled) {
    lines.push(['Authorization', `of the tab: ${authentication.type}`])
  }
  if (body?.mimeType === 'multipart/form-data') {
    const type = `multipart/form-data; boundary=${BOUNDARY}`
    const held = has('content-type')
    if (held) held[1] = type
    else lines.push(['Content-Type', type])
  }
  if (!has('accept')) lines.push(['Accept', '*/*'])
  return {
    method: methodOf(rendered.method),
    url: finalUrl(rendered, parameters),
    headers: lines,
    body: bytes,
  }
}

const methodOf = (method) => (/^(post|head)$/i.test(method) ? method.toUpperCase() : method)

function bodyBytes(body, method) {
  if (body.mimeType === 'application/x-www-form-urlencoded') {
    const form = new URLSearchParams()
    for (const { name, value } of body.params ?? []) form.append(name, value || '')
    return Buffer.from(form.toString())
  }
  if (body.mimeType === 'multipart/form-data') return multipart(body.params ?? [])
  if (body.fileName) return readFileSync(body.fileName)
  if (typeof body.mimeType !== 'string' && !/^(post|put|patch)$/i.test(method)) return Buffer.alloc(0)
  if (typeof (body.text ?? '') !== 'string') throw new Error('the text of a body must be a string')
  const text = body.mimeType === 'application/graphql' ? graphql(body.text ?? '') : (body.text ?? '')
  // libcurl takes a text up to its first NUL.
  return Buffer.from(text.split('\u0000', 1)[0])
}

function graphql(text) {
  try {
    const json = JSON.parse(text)
    if (typeof json.variables !== 'string') return text
    return JSON.stringify({ ...json, variables: JSON.parse(json.variables) }, null, 2)
  } catch {
    return text
  }
}

function multipart(params) {
  const chunks = []
  const line = (text = '') => chunks.push(Buffer.from(`${text}\r\n`))
  for (const { name = '', value = '', type, fileName, multiline } of params) {
    if (!name && !value && !fileName) continue
    line(`--${BOUNDARY}`)
    if (type === 'file' && fileName) {
      const quoted = (text) => text.replaceAll('"', '\\"')
      line(`Content-Disposition: form-data; name="${quoted(name)}"; filename="${quoted(basename(fileName))}"`)
      line('Content-Type: application/octet-stream')
      line()
      chunks.push(readFileSync(fileName))
      line()
    } else {
      line(`Content-Disposition: form-data; name="${name}"`)
      if (typeof multiline === 'string') line(`Content-Type: ${multiline}`)
      line()
      line(value)
    }
  }
  line(`--${BOUNDARY}--`)
  return Buffer.concat(chunks)
}

/** Query parameters are joined, then path and query are percent-encoded, if that is not switched off. */
export function finalUrl({ url, settingEncodeUrl = true }, parameters) {
  const query = parameters
    .filter(({ name }) => name)
    .map(({ name, value }) =>
      value === undefined || value === null
        ? percent(name)
        : `${percent(name)}=${percent(value).replaceAll('%2C', ',')}`,
    )
    .join('&')
  const [base, ...hash] = url.split('#')
  const joiner = base.includes('?') ? '&' : '?'
  const joined = [query ? `${base}${joiner}${query}` : base, ...hash].join('#')
  return settingEncodeUrl ? encoded(joined) : joined
}

function encoded(url) {
  const parsed = parse(url)
  parsed.pathname = (parsed.pathname ?? '/').split('/').map(encodedSegment).join('/')
  if (parsed.query) {
    const pairs = parsed.query.split('&').map((pair) => {
      const at = pair.indexOf('=')
      const [name, value] = at < 0 ? [pair] : [pair.slice(0, at), pair.slice(at + 1)]
      const written = percent(decoded(name))
      if (!written) return ''
      return value === undefined ? written : `${written}=${percent(decoded(value)).replaceAll('%2C', ',')}`
    })
    parsed.search = `?${pairs.filter(Boolean).join('&')}`
  }
  return format(parsed)
}

const encodedSegment = (text) =>
  [':', '@', '$', '+', ',', ';', '='].reduce(
    (all, letter) => all.replaceAll(encodeURIComponent(letter), letter),
    percent(text),
  )

function decoded(text) {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** What is percent-encoded already is left alone. */
const percent = (text) =>
  String(text).replace(/%[0-9a-f]{2}|[\s\S]/giu, (one) =>
    one.length === 3 && one[0] === '%' ? one : encodeURIComponent(one),
  )
