// Insomnia's scripts by the rules of its SDK (10.1.1, and the tree of July 2026): nothing is rendered before them, all of it is after them, each
// has an `insomnia` of its own, and inso sends the request as it was if a script throws.

import { filled, insomniaObject, list } from './script-object.mjs'
import { checkPolicy, HIDDEN } from './script-policy.mjs'
import { send } from './send.mjs'
import { finalUrl } from './serialise.mjs'

const AsyncFunction = (async () => {}).constructor

/** Sends as `inso run collection` does; `opened` is what the after-response script finds in a variable. */
export async function insoSend({ request, environment, script, afterResponse, tls, runner }) {
  const told = { console: [], shown: [], tests: [] }
  const rules = RUNNERS[runner]
  const before = { headers: [], parameters: [], pathParameters: [], body: {}, method: 'GET', ...request }
  const after = await runScript(script, before, environment, told, rules).catch((thrown) => {
    told.thrown = thrown.message
    return before
  })
  // The app sends nothing if a script throws.
  if (rules.inApp && told.thrown !== undefined) return { ...told, response: { error: told.thrown } }
  const wire = rendered(after, environment)
  const canBeSent = /^https?:/.test(wire.url)
  const response = canBeSent ? await send(wire, tls) : { error: 'Protocol not supported' }
  const done = { ...told, written: after.url, wire, response }
  if (afterResponse === undefined) return done
  const opened = await runAfter(afterResponse, {
    request: { ...before, url: wire.url },
    environment,
    told,
    response,
    rules,
  })
  return { ...done, opened }
}

async function runScript(script, request, environment, told, rules) {
  const insomnia = await evaluated(script, insomniaObject(request, environment, told, rules), told, rules)
  return merged(request, insomnia.request)
}

async function runAfter(script, { request, environment, told, rules, response }) {
  const { statusCode, headers, body } = response
  const insomnia = insomniaObject(request, environment, told, rules)
  const rows = list(headers.map(({ name, value }) => ({ key: name, value })))
  insomnia.response = { code: statusCode, headers: rows, text: () => body.toString('utf8') }
  return (await evaluated(script, insomnia, told, rules)).variables.get('COUNTERSIGN_OPENED')
}

/** How the versions differ in what a script may do, and in where its console goes. */
export const RUNNERS = {
  'inso 10.1': { async: false, policy: false, inApp: false },
  'inso of July 2026': { async: true, policy: false, inApp: false },
  'the app of 10.1': { async: false, policy: false, inApp: true },
  'the app of July 2026': { async: true, policy: true, inApp: true },
}

const checked = new Set()

/** `told.console` is the script's own console, `told.shown` the one that somebody sees. */
async function evaluated(script, insomnia, told, { policy, inApp }) {
  // The request is rendered as a template with its scripts in it, before they run.
  if (!inApp && /\{\{|\{%|\{#/.test(script)) throw new Error('the script is taken for a template')
  if (policy && !checked.has(script)) {
    checkPolicy(script)
    checked.add(script)
  }
  const { console, global } = consoles(told, inApp)
  const kept = globalThis.console
  globalThis.console = { ...kept, ...global }
  try {
    return await functionOf(script, policy)(insomnia, console, {}, setTimeout)
  } finally {
    globalThis.console = kept
  }
}

function consoles(told, inApp) {
  const [console, global] = [{}, {}]
  for (const level of ['log', 'warn', 'error']) {
    console[level] = (line) => {
      told.console.push(`${level}: ${line}`)
      if (inApp) told.shown.push(`${level}: ${line}`)
    }
    global[level] = (line) => void (inApp || told.shown.push(`${level}: ${line}`))
  }
  return { console, global }
}

function functionOf(script, policy) {
  const names = ['insomnia', 'console', '_', 'setTimeout']
  const hidden = policy ? HIDDEN : ['require', 'process', 'setImmediate', 'queueMicrotask']
  const body = policy
    ? `await (async function () {\n'use strict';\nconst $ = insomnia;\n${script}\n})();\nreturn insomnia;`
    : `const $ = insomnia;\n${script};\nreturn insomnia;`
  return AsyncFunction(...names, ...hidden, body)
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
