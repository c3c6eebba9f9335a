// Insomnia's scripts by the rules of its SDK (10.1.1): nothing is rendered before them, all of it is after them, each
// has an `insomnia` of its own, and inso sends the request as it was where a script throws.
import { send } from './send.mjs'

const AsyncFunction = (async () => {}).constructor

/** Sends as `inso run collection` does. */
export async function insoSend({ request, environment, script, tls }) {
  const told = { console: [], tests: [] }
  const before = { headers: [], parameters: [], pathParameters: [], body: {}, method: 'GET', ...request }
  const after = await runScript(script, before, environment, told).catch((thrown) => {
    told.thrown = thrown.message
    return before
  })
  const wire = rendered(after, environment)
  const canBeSent = /^https?:/.test(wire.url)
  const answer = canBeSent ? await send(wire, tls) : { error: 'Protocol not supported' }
  return { ...told, wire, answer }
}

async function runScript(script, request, environment, told) {
  const insomnia = insomniaObject(request, environment, told)
  const log = (level) => (line) => void told.console.push(`${level}: ${line}`)
  const console = { log: log('log'), warn: log('warn'), error: log('error') }
  const text = `const fn0 = async () => {\n${script}\n}\nawait fn0();\nreturn insomnia;`
  const names = ['insomnia', 'require', 'console', 'setTimeout', 'setImmediate', 'queueMicrotask', 'process']
  await AsyncFunction(...names, text)(insomnia, undefined, console, setTimeout)
  return merged(request, insomnia.request)
}

function insomniaObject(request, environment, told) {
  const local = {}
  return {
    info: { requestId: 'req_1', iteration: 1 },
    variables: {
      get: (name) => local[name] || environment[name] || undefined,
      set: (name, value) => {
        local[name] = value
      },
      replaceIn: (text) => filled(text, { ...environment, ...local }),
    },
    request: scriptRequest(request),
    execution: { skipRequest() {} },
    async sendRequest({ url, method, header, body }, done) {
      const headers = header.map(({ key, value }) => [key, value])
      const {
        statusCode,
        headers: answered,
        body: bytes,
      } = await send({
        url,
        method,
        headers,
        body: Buffer.from(body?.raw ?? ''),
      })
      const rows = list(answered.map(({ name, value }) => ({ key: name, value })))
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
function filled(text, context) {
  if (/\{%/.test(text)) throw new Error('unknown block tag')
  return text.replace(/\{\{\s*([\w.$]+)\s*\}\}/g, (_, name) => {
    const value = name.split('.').reduce((at, part) => at?.[part], context)
    if (value === undefined || value === null) throw new Error('attempted to output null or undefined value')
    return String(value)
  })
}

const list = (rows) => ({
  map: (each) => rows.map(each),
  clear() {
    rows.length = 0
  },
  push: (row) => rows.push(row),
})

function scriptRequest({ url, parameters, method, headers, body, authentication = {}, pathParameters }) {
  const query = parameters.filter(({ disabled }) => !disabled).map(({ name, value }) => `${name}=${value}`)
  let text = query.length > 0 ? `${url}${url.includes('?') ? '&' : '?'}${query.join('&')}` : url
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
        text = next
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

/** Forms of both kinds have one name. */
function scriptBody({ text, fileName, params }) {
  if (text !== undefined) return { mode: 'raw', raw: text }
  if (fileName) return { mode: 'file', file: fileName }
  return params ? { mode: 'urlencoded', urlencoded: params } : { mode: undefined }
}

function merged(before, { url, method, headers, body, pathParameters }) {
  const rows = headers.map(({ key, value, disabled }) => ({ name: key, value, disabled }))
  const own = { ...before.body, text: body.raw, params: body.urlencoded }
  return { ...before, url: url.toString(), method, headers: rows, body: own, pathParameters, parameters: [] }
}

function rendered({ url, method, headers, body, pathParameters }, environment) {
  const render = (text) => {
    try {
      return filled(text, { ...environment, _: environment })
    } catch {
      return text
    }
  }
  const path = pathParameters.reduce(
    (text, { name, value }) => text.replace(`/:${name}`, `/${value}`),
    render(url),
  )
  const params = (body.params ?? []).map(({ name, value }) => `${render(name)}=${render(value)}`).join('&')
  const rows = headers
    .filter(({ disabled }) => !disabled)
    .map(({ name, value }) => [name, render(String(value))])
  return { url: path, method, headers: rows, body: Buffer.from(render(body.text ?? params)) }
}
