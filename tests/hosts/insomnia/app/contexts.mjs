// The contexts that Insomnia hands to hooks with full access. They live on the rendered request itself.

const same = (one, other) => typeof one === 'string' && one.toLowerCase() === other.toLowerCase()

/** The request of a hook. With `readOnly`, as in a response hook, what changes it is absent. */
export function requestApi(rendered, environment, readOnly = false) {
  const named = (name) => rendered.headers.filter((header) => header?.name && same(header.name, name))
  const params = (name) => rendered.parameters.filter((one) => one?.name === name)
  const reading = {
    getId: () => rendered._id,
    getName: () => rendered.name,
    getUrl: () => rendered.url,
    getMethod: () => rendered.method,
    getEnvironmentVariable: (name) => environment[name],
    getEnvironment: () => environment,
    getHeader: (name) => (named(name).length > 0 ? named(name).at(-1).value || '' : null),
    getHeaders: () => rendered.headers.map(({ name, value }) => ({ name, value })),
    hasHeader: (name) => named(name).length > 0,
    getParameters: () => rendered.parameters.map(({ name, value }) => ({ name, value })),
    getParameter: (name) => params(name).at(-1)?.value ?? null,
    hasParameter: (name) => params(name).length > 0,
    getAuthentication: () => rendered.authentication,
    getBody: () => rendered.body,
  }
  if (readOnly) return reading
  const add = (list, present, entry) => {
    if (present.length === 0) list.push(entry)
  }
  return {
    ...reading,
    setMethod: (method) => {
      rendered.method = method
    },
    setUrl: (url) => {
      rendered.url = url
    },
    setBody: (body) => {
      rendered.body = body
    },
    // Only the first of several is changed.
    setHeader(name, value) {
      const [first] = named(name)
      if (first) first.value = value
      else rendered.headers.push({ name, value })
    },
    // Nothing happens if there is one.
    addHeader: (name, value) => add(rendered.headers, named(name), { name, value }),
    removeHeader(name) {
      const gone = named(name)
      rendered.headers = rendered.headers.filter((header) => !gone.includes(header))
    },
    setParameter(name, value) {
      const [first] = params(name)
      if (first) first.value = value
      else rendered.parameters.push({ name, value })
    },
    addParameter: (name, value) => add(rendered.parameters, params(name), { name, value }),
    removeParameter(name) {
      rendered.parameters = rendered.parameters.filter((one) => one?.name !== name)
    },
    settingEncodeUrl: (on) => {
      rendered.settingEncodeUrl = on
    },
    settingFollowRedirects: (on) => {
      rendered.settingFollowRedirects = on
    },
  }
}

/** The response of a response hook. `getBody` is a promise, as it is since Insomnia 11. */
export function responseApi(response, { promises = true } = {}) {
  const named = (name) => response.headers.filter((header) => same(header.name, name))
  return {
    getRequestId: () => response.parentId,
    getStatusCode: () => response.statusCode,
    getStatusMessage: () => response.statusMessage,
    getBytesRead: () => response.bytesRead,
    getTime: () => 1,
    getBody: () => (promises ? Promise.resolve(response.body) : response.body),
    setBody(body) {
      // The app writes it to a file, which takes a Buffer and the like.
      response.body = Buffer.from(body)
      response.bytesContent = response.body.length
    },
    getHeader(name) {
      const found = named(name)
      if (found.length > 1) return found.map(({ value }) => value)
      return found[0]?.value ?? null
    },
    getHeaders: () => response.headers.map(({ name, value }) => ({ name, value })),
    hasHeader: (name) => named(name).length > 0,
  }
}

/**
 * The app's window: `alerts` hears what is shown. Without one an alert throws. `dialogs` hears what a dialog shows;
 * without it, plugins are in a window of their own (since May 2026), from which an element cannot be cloned.
 */
export function appApi(alerts, dialogs) {
  return {
    async dialog(title, body) {
      if (!dialogs) throw new DOMException('An object could not be cloned.', 'DataCloneError')
      dialogs.push(`${title}: ${body.textContent}`)
    },
    alert(title, message) {
      if (!alerts) throw new Error('no window')
      alerts.push(`${title}: ${message}`)
      return new Promise(() => {})
    },
    getInfo: () => ({ version: '10.1.1', platform: process.platform }),
  }
}

/** A store that must stay empty: what goes there is on a disk. */
export const storeApi = (kept) => ({
  setItem: async (key, value) => void kept.push([key, value]),
  getItem: async () => null,
  hasItem: async () => false,
})

/** Sends stored requests only, and runs all hooks again: a token request through it would never end. */
export const networkApi = (calls) => ({
  sendRequest: async (request) => {
    calls.push(request)
    throw new Error('a hook sent a stored request')
  },
})
