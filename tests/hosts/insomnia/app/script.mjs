// Insomnia's scripts by the rules of its SDK (10.1.1): nothing is rendered before them, all of it is after them, each
// has an `insomnia` of its own, and inso sends the request as it was where a script throws.
import { filled, insomniaObject, list } from './script-object.mjs'
import { send } from './send.mjs'
import { finalUrl } from './serialise.mjs'

const AsyncFunction = (async () => {}).constructor

/** Sends as `inso run collection` does; `opened` is what the after-response script finds in a variable. */
export async function insoSend({ request, environment, script, afterResponse, tls }) {
  const told = { console: [], tests: [] }
  const before = { headers: [], parameters: [], pathParameters: [], body: {}, method: 'GET', ...request }
  const after = await runScript(script, before, environment, told).catch((thrown) => {
    told.thrown = thrown.message
    return before
  })
  const wire = rendered(after, environment)
  const canBeSent = /^https?:/.test(wire.url)
  const answer = canBeSent ? await send(wire, tls) : { error: 'Protocol not supported' }
  const done = { ...told, written: after.url, wire, answer }
  if (afterResponse === undefined) return done
  const opened = await runAfter(afterResponse, {
    request: { ...before, url: wire.url },
    environment,
    told,
    answer,
  })
  return { ...done, opened }
}

async function runScript(script, request, environment, told) {
  const insomnia = await evaluated(script, insomniaObject(request, environment, told), told)
  return merged(request, insomnia.request)
}

async function runAfter(script, { request, environment, told, answer: { statusCode, headers, body } }) {
  const insomnia = insomniaObject(request, environment, told)
  const rows = list(headers.map(({ name, value }) => ({ key: name, value })))
  insomnia.response = { code: statusCode, headers: rows, text: () => body.toString('utf8') }
  return (await evaluated(script, insomnia, told)).variables.get('COUNTERSIGN_OPENED')
}

function evaluated(script, insomnia, told) {
  const log = (level) => (line) => void told.console.push(`${level}: ${line}`)
  const console = { log: log('log'), warn: log('warn'), error: log('error') }
  const text = `const fn0 = async () => {\n${script}\n}\nawait fn0();\nreturn insomnia;`
  const names = ['insomnia', 'require', 'console', 'setTimeout', 'setImmediate', 'queueMicrotask', 'process']
  return AsyncFunction(...names, text)(insomnia, undefined, console, setTimeout)
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
  const sent = /^https?:/.test(path) ? finalUrl({ url: path }, []) : path
  return { url: sent, method, headers: rows, body: Buffer.from(render(body.text ?? params)) }
}
