// The app as a process of its own, without require of ES modules, as Electron's Node has it.
import { sendRequest } from './app.mjs'
import { fullHooks } from './full.mjs'
import { loadPlugins } from './plugins.mjs'

const [dataFolder] = process.argv.slice(2)
const plugins = loadPlugins(dataFolder)
const console_ = []
for (const level of ['log', 'warn', 'error']) {
  console[level] = (...words) => console_.push(`${level}: ${words.join(' ')}`)
}

process.on('message', async ({ id, job }) => {
  // A plugin has a page to make elements of.
  globalThis.document = { createElement: () => ({ textContent: '', style: {} }) }
  const told = { alerts: job.window === false ? undefined : [], stored: [], network: [] }
  if (job.dialogs) told.dialogs = []
  const extra = (job.plugins ?? []).map(({ at, hook }) => ({
    at,
    module: { requestHooks: [new Function('context', hook)] },
  }))
  const order = [
    ...extra.filter(({ at }) => at === 'before'),
    ...plugins,
    ...extra.filter(({ at }) => at === 'after'),
  ]
  const hooks = fullHooks(order, told, job.options)
  const done = await run(job, hooks).catch((thrown) => ({ failed: String(thrown?.stack ?? thrown) }))
  process.send({ id, result: { ...done, told, console: console_.splice(0) } })
})

const hostile = new Proxy(
  {},
  {
    get() {
      throw new Error('rendering failed')
    },
  },
)

async function run(job, hooks) {
  if (job.hostile) job.environment = hostile
  if (job.action) {
    await hooks.action(job.action, job.request)
    return {}
  }
  const sends = Array.from({ length: job.times ?? 1 }, () => sendRequest({ ...job, hooks }))
  const results = await Promise.all(sends)
  return {
    ...results[0],
    all: results.map(({ response, error }) => ({ status: response?.statusCode, error })),
  }
}

process.send({ ready: plugins.map(({ name, module }) => ({ name, hooks: module.requestHooks.length })) })
