// Runs inside QuickJS before a plugin: what Insomnia 13 gives to sandboxed code, and nothing else. No TextEncoder, no
// URL, no Buffer, no process, no timer.
;(() => {
  const { grants, files, entry, job } = JSON.parse(globalThis.__job)
  const bridge = globalThis.__bridge
  const natives = globalThis.__crypto
  const line = globalThis.__console
  for (const name of ['__job', '__bridge', '__crypto', '__console']) delete globalThis[name]

  const level =
    (name) =>
    (...words) =>
      line(name, words.map(String).join(' '))
  globalThis.console = { log: level('log'), info: level('log'), warn: level('warn'), error: level('error') }

  // Only texts are hashed: anything else is turned into one, as `String` has it.
  const digester = (native) => {
    const parts = []
    const self = {
      update(data) {
        parts.push(typeof data === 'string' ? data : String(data))
        return self
      },
      digest: (encoding = 'hex') => native(parts.join(''), encoding),
    }
    return self
  }
  const crypto = {
    createHash: (algorithm) => digester((data, encoding) => natives('hash', algorithm, '', data, encoding)),
    createHmac(algorithm, key) {
      const secret = typeof key === 'string' ? key : String(key)
      return digester((data, encoding) => natives('hmac', algorithm, secret, data, encoding))
    },
    randomBytes(size) {
      const hex = natives('random', '', '', String(size), 'hex')
      return { length: hex.length / 2, toString: (encoding) => (encoding === 'base64' ? 'no' : hex) }
    },
    randomUUID: () => natives('uuid', '', '', '', ''),
  }
  const modules = { crypto, 'node:crypto': crypto }
  const require = (name) => {
    const known = name.replace(/^node:/, '')
    if (!grants.modules.includes(known)) throw new Error(`Module '${name}' not permitted by manifest`)
    if (!modules[name]) throw new Error(`Module '${name}' not available in sandbox`)
    return modules[name]
  }

  const load = () => {
    const module = { exports: {} }
    new Function('module', 'exports', 'require', '__dirname', '__filename', files[entry])(
      module,
      module.exports,
      require,
      '',
      entry,
    )
    return module.exports
  }

  const call = (path, body) =>
    bridge(path, JSON.stringify(body)).then((raw) => {
      const { ok, value, error } = JSON.parse(raw)
      if (!ok) throw new Error(error)
      return value
    })

  const context = {}
  if (grants.capabilities.includes('app')) {
    context.app = { alert: (title, message) => call('app.alert', { title, message }) }
  }

  const same = (one, other) => typeof one === 'string' && one.toLowerCase() === other.toLowerCase()
  const requestOf = (rendered, environment, readOnly) => {
    const named = (name) => rendered.headers.filter((header) => same(header.name, name))
    const api = {
      getId: () => rendered._id,
      getUrl: () => rendered.url,
      getMethod: () => rendered.method,
      getEnvironmentVariable: (name) => environment[name],
      getHeader: (name) => (named(name).length > 0 ? named(name).at(-1).value || '' : null),
      getHeaders: () => rendered.headers.map(({ name, value }) => ({ name, value })),
      getParameters: () => rendered.parameters.map(({ name, value }) => ({ name, value })),
      getAuthentication: () => rendered.authentication,
      getBody: () => rendered.body,
    }
    if (readOnly) return api
    api.setUrl = (url) => {
      rendered.url = url
    }
    api.settingFollowRedirects = (follow) => {
      rendered.settingFollowRedirects = follow
    }
    api.setBody = (body) => {
      rendered.body = body
    }
    api.setHeader = (name, value) => {
      const [first] = named(name)
      if (first) first.value = value
      else api.addHeader(name, value)
    }
    api.addHeader = (name, value) => {
      if (named(name).length === 0) rendered.headers.push({ name, value })
    }
    api.removeHeader = (name) => {
      const gone = named(name)
      rendered.headers = rendered.headers.filter((header) => !gone.includes(header))
    }
    api.removeParameter = (name) => {
      rendered.parameters = rendered.parameters.filter((one) => one.name !== name)
    }
    return api
  }

  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const base64 = (bytes) => {
    const parts = []
    for (let at = 0; at < bytes.length; at += 3) {
      const triple = (bytes[at] << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
      const four = [18, 12, 6, 0].map((shift) => letters[(triple >> shift) & 63])
      parts.push(four.slice(0, Math.min(bytes.length - at, 3) + 1).join(''))
    }
    return parts.join('')
  }
  const responseOf = (response) => ({
    getStatusCode: () => response.statusCode,
    getBytesRead: () => response.bytesRead,
    getHeader(name) {
      const found = response.headers.filter((header) => same(header.name, name)).map(({ value }) => value)
      return found.length > 1 ? found : (found[0] ?? null)
    },
    getHeaders: () => response.headers,
    // A Buffer that went through JSON.
    getBody: () => call('response.getBody', {}),
    setBody: (body) => call('response.setBody', { base64: base64(body) }),
  })

  const run = async () => {
    const plugin = load()
    if (job.kind === 'describe') {
      const { requestHooks = [], responseHooks = [], requestActions = [] } = plugin
      return {
        hooks: requestHooks.length,
        responses: responseHooks.length,
        actions: requestActions.map(({ label }) => label),
      }
    }
    if (job.kind === 'action') {
      await plugin.requestActions
        .find(({ label }) => label === job.label)
        .action(context, { request: job.request })
      return {}
    }
    context.request = requestOf(job.request, job.environment, job.kind === 'response')
    if (job.kind === 'response') context.response = responseOf(job.response)
    const hooks = job.kind === 'response' ? plugin.responseHooks : plugin.requestHooks
    await hooks[job.index](context)
    return { request: job.request }
  }
  globalThis.__task = run().then((value) => JSON.stringify(value))
})()
