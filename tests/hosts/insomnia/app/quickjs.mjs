// Insomnia 13's plugin sandbox: each hook in a QuickJS of its own, with 32 MiB and ten seconds, and only what the
// manifest asks for.
import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import variant from '@jitl/quickjs-wasmfile-release-sync'
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core'
import { requestApi } from './contexts.mjs'

const bootstrap = readFileSync(new URL('quickjs-bootstrap.js', import.meta.url), 'utf8')
const MEMORY = 32 * 1024 * 1024
const SECONDS = 10
/** Of the processor: a busy machine must not end a hook that Insomnia would let go on. */
const secondsUsed = () => process.cpuUsage().user / 1e6

let engine

/** A plugin's own `.js` and `.json` files, which are all that the sandbox reads of it. */
function filesOf(folder, base = folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (name === 'node_modules' || name.startsWith('.')) return []
    if (statSync(path).isDirectory()) return filesOf(path, base)
    return /\.(js|json)$/.test(name)
      ? [[relative(base, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')]]
      : []
  })
}

/** The sandboxed hooks of a plugin; `told` as with full access. */
export function sandboxHooks({ directory, manifest }, told, log = [], others = []) {
  const { permissions = {} } = manifest.insomnia
  const grants = { modules: permissions.modules ?? [], capabilities: permissions.capabilities ?? [] }
  const files = Object.fromEntries(filesOf(directory))
  const entry = join(manifest.main ?? 'index.js').replaceAll('\\', '/')
  const run = (job, response) => inQuickJS({ grants, files, entry, job }, { told, log, response })
  // Other plugins, which may have full access.
  const other = async (when, rendered, environment) => {
    for (const { at, hook } of others) {
      if (at === when) await new Function('context', hook)({ request: requestApi(rendered, environment) })
    }
  }
  return {
    describe: () => run({ kind: 'describe' }),
    async request(rendered, environment) {
      await other('before', rendered, environment)
      const { request } = await run({ kind: 'request', index: 0, request: rendered, environment })
      const changed = [
        'url',
        'method',
        'headers',
        'parameters',
        'body',
        'authentication',
        'settingFollowRedirects',
      ]
      for (const name of changed) {
        if (Object.hasOwn(request, name)) rendered[name] = request[name]
      }
      await other('after', rendered, environment)
    },
    async response(response, rendered, environment) {
      const { body, ...rest } = response
      await run({ kind: 'response', index: 0, request: rendered, environment, response: rest }, response)
    },
    action: (label, request) => run({ kind: 'action', label, request }),
  }
}

async function inQuickJS(envelope, { told, log, response }) {
  engine ??= await newQuickJSWASMModuleFromVariant(variant)
  const vm = engine.newContext()
  const deadline = secondsUsed() + SECONDS
  vm.runtime.setMemoryLimit(MEMORY)
  vm.runtime.setInterruptHandler(() => secondsUsed() > deadline)
  try {
    install(vm, { told, log, response })
    const source = vm.newString(JSON.stringify(envelope))
    vm.setProp(vm.global, '__job', source)
    source.dispose()
    unwrap(vm, vm.evalCode(bootstrap)).dispose()
    return JSON.parse(await drive(vm, deadline))
  } finally {
    vm.dispose()
  }
}

function install(vm, { told, log, response }) {
  const give = (name, fn) => {
    const handle = vm.newFunction(name, fn)
    vm.setProp(vm.global, name, handle)
    handle.dispose()
  }
  give('__console', (level, line) => void log.push(`${vm.getString(level)}: ${vm.getString(line)}`))
  give('__crypto', (...words) => vm.newString(native(...words.map((word) => vm.getString(word)))))
  give('__bridge', (path, body) => {
    const asked = [vm.getString(path), JSON.parse(vm.getString(body))]
    const deferred = vm.newPromise()
    Promise.resolve()
      .then(() => host(...asked, { told, response }))
      .then(
        (value) => ({ ok: true, value: value ?? null }),
        (thrown) => ({ ok: false, error: thrown.message }),
      )
      .then((result) => {
        if (!vm.alive) return // the hook has ended; nobody waits any more
        const text = vm.newString(JSON.stringify(result))
        deferred.resolve(text)
        text.dispose()
        vm.runtime.executePendingJobs()
      })
      .catch((thrown) => log.push(`bridge: ${thrown.message}`))
    return deferred.handle
  })
}

function native(kind, algorithm, key, data, encoding) {
  if (kind === 'hash') return createHash(algorithm).update(data, 'utf8').digest(encoding)
  if (kind === 'hmac') return createHmac(algorithm, key).update(data).digest(encoding)
  return kind === 'random' ? randomBytes(Math.min(Number(data), 65_536)).toString(encoding) : randomUUID()
}

/** What the bridge does outside: a message box, which somebody closes at once, and the file of a response. */
function host(path, body, { told, response }) {
  if (path === 'app.alert') {
    if (!told.alerts) throw new Error('no window')
    told.alerts.push(`${body.title}: ${body.message}`)
    return told.closed
  }
  if (path === 'response.getBody') {
    told.read = (told.read ?? 0) + 1
    return response.body
  }
  if (path === 'response.setBody') response.body = Buffer.from(body.base64, 'base64')
  return null
}

async function drive(vm, deadline) {
  const handle = vm.getProp(vm.global, '__task')
  let settled
  vm.resolvePromise(handle).then((result) => {
    settled = result
  })
  handle.dispose()
  while (!settled) {
    vm.runtime.executePendingJobs()
    if (settled) break
    if (secondsUsed() > deadline) throw new Error('Template tag sandbox timed out')
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  return unwrap(vm, settled).consume((value) => vm.getString(value))
}

function unwrap(vm, result) {
  if (!result.error) return result.value
  const error = vm.dump(result.error)
  result.error.dispose()
  throw new Error(error?.message ?? String(error))
}
