import { execFile } from 'node:child_process'
import { copyFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { emptyFolder } from '@countersign/tools-pack'
import { inject } from 'vitest'
import { insoSend } from '../../hosts/insomnia/app/script.mjs'
import { type App, startFull } from '../../hosts/insomnia/test/app.js'
import { startSandboxed } from '../../hosts/insomnia/test/sandboxed.js'
import { run as runPostman, type ToolName } from '../../hosts/postman/test/runners.js'

/** The long tests run every tool, the short ones those that start quickly. */
export const isLong = inject('isLong')

/** A request to send in each tool. */
export interface Sending {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** A provider's file in an empty folder, and the files of the tools built from it. */
export interface Own {
  readonly id: string
  readonly file: string
  readonly folder: string
  /** Settings by their names in the environment, with the origin in the list of hosts. */
  readonly env: Readonly<Record<string, string>>
  readonly origin: string
}

export interface Ran {
  readonly code: number
  readonly text: string
}

type Env = Readonly<Record<string, string | undefined>>

/** Runs a program in a folder, with nothing of this machine's settings. */
export function spawned(program: string, words: readonly string[], cwd: string, env: Env = {}): Promise<Ran> {
  const { PATH, TMPDIR } = process.env
  const all = { PATH, TMPDIR, HOME: cwd, NO_COLOR: '1', K6_NO_USAGE_REPORT: 'true', ...env }
  return new Promise((resolve) => {
    const child = execFile(program, words, { cwd, env: all, maxBuffer: 64e6 }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, text: `${out}${err}` }),
    )
  })
}

/** The command line as it is installed. */
export const countersign = (words: readonly string[], cwd: string, env: Env = {}): Promise<Ran> =>
  spawned(join(inject('installed'), 'node_modules', '.bin', 'countersign'), words, cwd, env)

/** An empty folder that finds the installed packages. */
export const empty = (name: string) =>
  emptyFolder({ installed: inject('installed'), tarballs: inject('tarballs') }, name)

/**
 * Copies a provider's file into an empty folder.
 * @param path of the file, from the folder of providers
 * @param others further origins that may get its credentials
 */
export function ownIn(
  path: string,
  id: string,
  settings: Env,
  origin: string,
  others: readonly string[] = [],
): Own {
  const folder = empty(id)
  const file = basename(path)
  copyFileSync(fileURLToPath(new URL(`../providers/${path}`, import.meta.url)), join(folder, file))
  const hosts = [origin, ...others].map((one) => new URL(one).host).join(',')
  const named = Object.entries({ ...settings, hosts }).map(([name, value]) => [
    `${id}_${name.replace(/[A-Z]/g, '_$&')}`.toUpperCase(),
    value ?? '',
  ])
  return { id, file, folder, env: Object.fromEntries(named), origin }
}

/** The same, built for every tool. */
export async function built(...given: Parameters<typeof ownIn>): Promise<Own> {
  const own = ownIn(...given)
  const words = ['build', own.file, '--for', 'postman,insomnia,k6,inso,xk6', '--out', 'tools']
  const { code, text } = await countersign(words, own.folder)
  if (code !== 0) throw new Error(text)
  return own
}

/** Every way to send: each resolves if all requests were sent and the responses are below 400. */
export const TOOLS: Readonly<Record<string, (own: Own, requests: readonly Sending[]) => Promise<unknown>>> = {
  'the command line': async ({ file, folder, env, origin }, requests) => {
    for (const { method, path, headers = {}, body } of requests) {
      const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
      const words = ['send', method, `${origin}${path}`, '--use', file, '--fail', ...given]
      await good(countersign([...words, ...(body === undefined ? [] : ['--body', body])], folder, env))
    }
  },
  newman: (own, requests) => inPostman('newman', own, requests),
  'the Postman CLI': (own, requests) => inPostman('postman-cli', own, requests),
  k6: (own, requests) => inK6(inject('k6'), 'k6', own, requests),
  'k6 with the extension': (own, requests) => inK6(inject('extension'), 'xk6', own, requests),
  'Insomnia, full access': (own, requests) => inInsomnia(startFull, own, requests),
  "inso's script": inInso,
  "Insomnia's plugin sandbox": (own, requests) => inInsomnia(startSandboxed, own, requests),
}

/** Tools that take seconds to start, or a build of minutes: in the long tests. */
const SLOW = ['the Postman CLI', 'k6 with the extension']

/** The names of the tools that this run has. */
export const tools = Object.keys(TOOLS).filter((name) => isLong || !SLOW.includes(name))

async function good(running: Promise<Ran>): Promise<string> {
  const { code, text } = await running
  if (code !== 0) throw new Error(`status ${code}: ${text}`)
  return text
}

/** The collection that was built, with these requests in place of its examples. */
async function inPostman(tool: ToolName, { id, folder, env, origin }: Own, requests: readonly Sending[]) {
  const file = join(folder, 'tools', 'postman', `${id}.postman_collection.json`)
  const collection = JSON.parse(readFileSync(file, 'utf8'))
  const item = requests.map(({ method, path, headers = {}, body }) => ({
    name: `${method} ${path}`,
    event: collection.item[0].event.filter(({ listen }: { listen: string }) => listen === 'test'),
    request: {
      method,
      url: `{{baseUrl}}${path}`,
      header: Object.entries(headers).map(([key, value]) => ({ key, value })),
      ...(body !== undefined && { body: { mode: 'raw', raw: body } }),
    },
  }))
  const ran = await runPostman(tool, { ...collection, item }, { env: { ...env, baseUrl: origin } })
  return good(Promise.resolve(ran))
}

const K6_SCRIPT = `import { check } from 'k6'
import { countersign } from './countersign.js'
const { id, origin, requests } = JSON.parse(__ENV.GIVEN)
const api = countersign(id)
export const options = { vus: 1, iterations: 1, thresholds: { checks: ['rate==1'] } }
export default async function () {
  for (const { method, path, headers, body } of requests) {
    const response = await api.request(method, origin + path, body === undefined ? null : body, { headers: headers || {} })
    if (!check(response, { 'below 400': ({ status }) => status > 0 && status < 400 })) console.error(response.status + ' ' + response.body)
  }
}
`

function inK6(bin: string, tool: string, { id, folder, env, origin }: Own, requests: readonly Sending[]) {
  const cwd = join(folder, 'tools', tool)
  writeFileSync(join(cwd, 'requests.js'), K6_SCRIPT)
  const GIVEN = JSON.stringify({ id, origin, requests })
  return good(spawned(bin, ['run', '--address', '', '--no-color', 'requests.js'], cwd, { ...env, GIVEN }))
}

async function inInso({ id, folder, env, origin }: Own, requests: readonly Sending[]) {
  const script = readFileSync(join(folder, 'tools', 'inso', `${id}.pre-request.js`), 'utf8')
  for (const { method, path, headers = {}, body } of requests) {
    const rows = Object.entries(headers).map(([name, value]) => ({ name, value }))
    const text = body !== undefined && { body: { mimeType: headers['Content-Type'], text: body } }
    const request = { _id: 'req_1', method, url: `${origin}${path}`, headers: rows, ...text }
    // The strictest of the runners: the app's policy for scripts, which inso does not have.
    const runner = 'the app of July 2026'
    const { response, ...told } = await insoSend({
      request,
      environment: env,
      script,
      runner,
      afterResponse: undefined,
      tls: undefined,
    })
    if (!(response?.statusCode < 400)) throw new Error(JSON.stringify({ response, told }))
  }
}

type Start = typeof startFull

/** The app, with the plugin's folder copied into its own, beside Countersign's plugin. */
export async function appWith({ id, folder }: Own, start: Start): Promise<App> {
  const data = empty('insomnia')
  const name = `insomnia-plugin-${id}`
  const ours = 'insomnia-plugin-countersign'
  cpSync(join(folder, 'tools', 'insomnia', name), join(data, 'plugins', name), { recursive: true })
  cpSync(join(inject('installed'), 'node_modules', ours), join(data, 'plugins', ours), { recursive: true })
  return start(data)
}

async function inInsomnia(start: Start, own: Own, requests: readonly Sending[]) {
  const { env, origin } = own
  const app = await appWith(own, start)
  try {
    for (const { method, path, headers = {}, body } of requests) {
      const type = headers['Content-Type']
      const done = await app.send({
        environment: env,
        request: {
          _id: `req_${basename(path)}`,
          method,
          url: `${origin}${path}`,
          headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
          ...(body !== undefined && { body: { mimeType: type ?? 'text/plain', text: body } }),
        },
      })
      const status = done.response?.statusCode ?? 0
      if (status === 0 || status >= 400)
        throw new Error(
          `status ${status}: ${done.error} ${done.thrown} ${done.console.join('\n')} ${done.told.alerts}`,
        )
    }
  } finally {
    app.close()
  }
}
