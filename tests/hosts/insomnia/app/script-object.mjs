// `insomnia` as a script finds it.
import { send } from './send.mjs'

export function insomniaObject(request, environment, told, { async } = {}) {
  const local = {}
  return {
    info: { requestId: 'req_1', iteration: 1 },
    variables: {
      get: (name) => local[name] || environment[name] || undefined,
      set: (name, value) => {
        local[name] = value
      },
      toObject: () => ({ ...environment, ...local }),
      replaceIn(text) {
        const fill = () => filled(text, { ...environment, ...local })
        return async ? Promise.resolve().then(fill) : fill()
      },
    },
    request: scriptRequest(request),
    execution: { skipRequest() {} },
    async sendRequest({ url, method, header, body }, done) {
      const headers = header.map(({ key, value }) => [key, value])
      const {
        statusCode,
        headers: received,
        body: bytes,
      } = await send({
        url,
        method,
        headers,
        body: Buffer.from(body?.raw ?? ''),
      })
      const rows = list(received.map(({ name, value }) => ({ key: name, value })))
      done(undefined, { code: statusCode, headers: rows, text: () => bytes.toString('utf8') })
    },
    test(name, check) {
      try {
        check()
      } catch {
        told.tests.push(name)
      }
    },
  }
}

/** Strict: a name that nothing has is an error, and so is any tag. Numbers of spaces do not matter. */
export function filled(text, context) {
  if (/\{%/.test(text)) throw new Error('unknown block tag')
  return text.replace(/\{\{\s*([\w.$]+)\s*\}\}/g, (_, name) => {
    const value = name.split('.').reduce((at, part) => at?.[part], context)
    if (value === undefined || value === null) throw new Error('attempted to output null or undefined value')
    return String(value)
  })
}

export const list = (rows) => ({
  map: (each) => rows.map(each),
  clear() {
    rows.length = 0
  },
  push: (row) => rows.push(row),
})

function scriptRequest({ url, parameters, method, headers, body, authentication = {}, pathParameters }) {
  const query = parameters.filter(({ disabled }) => !disabled).map(({ name, value }) => `${name}=${value}`)
  let text = keptUrl(query.length > 0 ? `${url}${url.includes('?') ? '&' : '?'}${query.join('&')}` : url)
  const rows = list(headers.map(({ name, value, disabled }) => ({ key: name, value, disabled })))
  const { token = '', disabled = false } = authentication
  const bearer = [
    { key: 'disabled', value: String(disabled) },
    { key: 'token', value: token },
  ]
  return {
    method,
    pathParameters,
    url: {
      toString: () => text,
      update: (next) => {
        text = keptUrl(next)
      },
    },
    headers: rows,
    addHeader: (header) => rows.push(header),
    body: {
      ...scriptBody(body),
      update({ mode, raw }) {
        Object.assign(this, { mode, raw, urlencoded: undefined })
      },
    },
    auth: {
      toJSON: () => (authentication.type === 'bearer' ? { type: 'bearer', bearer } : { type: 'noauth' }),
    },
  }
}

/** A URL is taken apart: of a parameter without a value only its name is left. */
const keptUrl = (url) => url.replace(/([?&][^=&#]*)=(?=&|#|$)/g, '$1')

/** Forms of both kinds have one name. */
function scriptBody({ text, fileName, params }) {
  if (text !== undefined) return { mode: 'raw', raw: text }
  if (fileName) return { mode: 'file', file: fileName }
  return params ? { mode: 'urlencoded', urlencoded: params } : { mode: undefined }
}
