// A workspace as Insomnia imports and renders it: new ids for all, variables of the environment, and the response tag.
import { randomBytes } from 'node:crypto'
import { parse } from 'yaml'

/**
 * Imports a v5 file: every id is another one, wherever it stands. Into a collection that is there already, a file whose
 * workspace has an id brings no environment, and a workspace's description never arrives.
 */
export function importWorkspace(yaml, { intoExisting = false } = {}) {
  const file = parse(yaml)
  if (file.type !== 'collection.insomnia.rest/5.0') throw new Error('not a collection')
  const ids = [file.environments.meta.id, ...file.collection.map(({ meta }) => meta.id)]
  const renewed = ids.reduce(
    (text, id) => text.replaceAll(id, `${id.slice(0, 4)}${randomBytes(16).toString('hex')}`),
    yaml,
  )
  const { collection, environments } = parse(renewed)
  const environment = intoExisting && file.meta?.id ? {} : environments.data
  return { requests: collection.map(stored), environment }
}

const stored = ({ meta, settings, ...request }) => ({
  _id: meta.id,
  description: meta.description ?? '',
  parameters: [],
  headers: [],
  authentication: {},
  ...request,
  body: request.body ?? {},
  settingFollowRedirects: settings.followRedirects,
})

/** Renders and sends stored requests by `send`, and keeps the last response of each, as the app does. */
export function runner({ requests, environment }, send, now = Date.now) {
  const responses = new Map()

  async function run(id) {
    const request = requests.find(({ _id }) => _id === id)
    const done = await send(await render(request), environment)
    responses.set(id, { done, at: now() })
    return done
  }

  async function render(value) {
    if (typeof value === 'string') return renderText(value)
    if (Array.isArray(value)) return Promise.all(value.map(render))
    if (value === null || typeof value !== 'object') return value
    const pairs = await Promise.all(Object.entries(value).map(async ([key, one]) => [key, await render(one)]))
    return Object.fromEntries(pairs)
  }

  async function renderText(text) {
    let out = text.replace(/\{\{\s*(?:_\.)?(\w+)\s*\}\}/g, (_, name) => {
      if (!Object.hasOwn(environment, name)) throw new Error(`${name} is not defined`)
      return environment[name]
    })
    for (const tag of out.match(/\{%.*?%\}/g) ?? []) out = out.replace(tag, await responseTag(tag))
    return out
  }

  async function responseTag(tag) {
    const [, field, id, filter, when, age = '60'] =
      /^\{% response '(\w+)', '(req_\w+)', 'b64::([\w+/=]+)::46b', '([\w-]+)'(?:, (\d+))? %\}$/.exec(tag) ??
      []
    if (field !== 'body') throw new Error(`not a response tag: ${tag}`)
    const known = responses.get(id)
    const isOld = !known || (now() - known.at) / 1000 > Number(age)
    if (when === 'always' || (when === 'when-expired' && isOld)) await run(id)
    const { response } = responses.get(id)?.done ?? {}
    if (!response) throw new Error('Failed to send dependent request')
    const [root, name] = Buffer.from(filter, 'base64').toString().split('.')
    if (root !== '$') throw new Error('not a JSONPath')
    return JSON.parse(Buffer.from(response.body).toString())[name]
  }

  return { run }
}
