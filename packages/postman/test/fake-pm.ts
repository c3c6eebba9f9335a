import { runInNewContext } from 'node:vm'
// @ts-expect-error it has no types
import cryptoJs from 'crypto-js'

// A URL is taken apart by a regular expression that knows of ://, since the sandbox has no `URL`.
const COUNT_PARSES = `;(function () {
  var exec = RegExp.prototype.exec
  RegExp.prototype.exec = function (text) {
    if (this.source.indexOf(':\\\\/\\\\/') >= 0 && /^https?:/.test(text)) parses.push(text)
    return exec.call(this, text)
  }
})();`

type Row = { key: string; value: string }

export interface FakeRequest {
  readonly method?: string
  readonly url: string
  readonly headers?: readonly Row[]
  readonly body?: string
}

/** As little of `pm` as the scripts may rely on, counting what they ask of it. */
export function fakePm(request: FakeRequest, values: Record<string, string>, vault?: Record<string, string>) {
  const kept = new Map(Object.entries(values))
  const asked: string[] = []
  const log: string[] = []
  const parses: string[] = []
  const state = { url: request.url, headers: [...(request.headers ?? [])] as Row[], body: request.body ?? '' }
  const body = {
    mode: 'raw',
    get raw() {
      return state.body
    },
    isEmpty: () => state.body === '',
    update(changes: { raw: string }) {
      state.body = changes.raw
    },
  }
  const pm = {
    info: { iteration: 0, requestId: 'r' },
    variables: {
      get(name: string) {
        asked.push(name)
        return kept.get(name)
      },
      set: (name: string, value: string) => void kept.set(name, value),
      unset: (name: string) => void kept.delete(name),
      toObject: () => Object.fromEntries(kept),
      replaceIn: (text: string) => text.replace(/\{\{([^{}]*)\}\}/g, (all, name) => kept.get(name) ?? all),
    },
    ...(vault && {
      vault: {
        async get(name: string) {
          asked.push(name)
          return vault[name]
        },
      },
    }),
    request: {
      method: request.method ?? 'POST',
      url: {
        toString: () => state.url,
        toJSON: () => ({ raw: state.url }),
        update(url: string | { raw: string }) {
          state.url = typeof url === 'string' ? url : url.raw
        },
      },
      headers: {
        all: () => state.headers,
        clear: () => {
          state.headers = []
        },
        add: (header: Row) => void state.headers.push(header),
      },
      body,
    },
    response: {
      code: 200,
      headers: { all: (): Row[] => [] },
      text: () => '{"accessToken":"a-token","expires":4102444800,"expiresAt":4102444800}',
    },
    execution: { skipRequest: () => void log.push('skipped') },
    sendRequest: (_request: object, done: (error: unknown, response: unknown) => void) =>
      done(null, pm.response),
    test(name: string, check: () => void) {
      try {
        check()
      } catch {
        log.push(`failed: ${name}`)
      }
    },
  }
  return { pm, asked, log, parses, sent: state, kept }
}

/** Runs a script over a fake `pm` until it waits for nothing any more. */
export async function runScript(
  script: string,
  { pm, log, parses }: ReturnType<typeof fakePm>,
): Promise<void> {
  const timers = new Set<object>()
  const globals = {
    pm,
    require: (name: string) => (name === 'crypto-js' ? cryptoJs : undefined),
    console: { log: (line: string) => log.push(line), error: () => {} },
    setTimeout: () => {
      const timer = {}
      timers.add(timer)
      return timer
    },
    clearTimeout: (timer: object) => timers.delete(timer),
  }
  runInNewContext(`${COUNT_PARSES}\n${script}`, { ...globals, parses })
  while (timers.size > 0) await new Promise(setImmediate)
}
