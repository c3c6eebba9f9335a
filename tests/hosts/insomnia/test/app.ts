import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A rendered request of Insomnia, as far as a test sets it. */
export interface Rendered {
  readonly _id?: string
  readonly url: string
  readonly method?: string
  readonly headers?: readonly { name: string; value?: unknown }[]
  readonly parameters?: readonly { name: string; value?: unknown }[]
  readonly pathParameters?: readonly { name: string; value: string }[]
  readonly body?: object
  readonly authentication?: object
  readonly settingEncodeUrl?: boolean
}

export interface Job {
  readonly request: Rendered
  readonly environment?: Record<string, unknown>
  readonly tls?: { cert?: string; key?: string; ca?: string }
  /** How many at once. Default 1. */
  readonly times?: number
  /** Stop before the network. */
  readonly dryRun?: boolean
  /** Rendering an entry of the environment fails. With full access only. */
  readonly hostile?: boolean
  /** False: the app has no window. */
  readonly window?: boolean
  /** Hooks of other plugins, as the body of a function of `context`. */
  readonly plugins?: readonly { at: 'before' | 'after'; hook: string }[]
  readonly options?: { promises?: boolean }
  /** A dialog shows an element, as before plugins had a window of their own. */
  readonly dialogs?: boolean
}

export interface Done {
  /** What the app shows. */
  readonly error?: string
  /** The message of the hook's throw. */
  readonly thrown?: string
  readonly rendered?: Required<Rendered>
  /** What left. */
  readonly wire?: { method: string; url: string; headers: [string, string][]; body: Uint8Array }
  /** The response's body as it came. */
  readonly raw?: Uint8Array
  readonly response?: { statusCode: number; headers: { name: string; value: string }[]; body: Uint8Array }
  readonly all?: readonly { status?: number; error?: string }[]
  readonly told: { alerts?: string[]; dialogs?: string[]; stored: unknown[]; network: unknown[] }
  readonly console: readonly string[]
}

/** One of the two worlds in which the plugin runs. */
export interface App {
  readonly world: 'full' | 'sandbox'
  readonly ready: readonly { name: string; hooks: number }[]
  send(job: Job): Promise<Done>
  /** Chooses an action in the menu of a request. */
  act(action: string, request: { _id: string }, job?: Pick<Job, 'dialogs'>): Promise<Done>
  close(): void
}

/** The app with full access: a process of its own. */
export async function startFull(data: string, env: Record<string, string> = {}): Promise<App> {
  const child = fork(fileURLToPath(new URL('../app/child.mjs', import.meta.url)), [data], {
    execArgv: ['--no-experimental-require-module'],
    serialization: 'advanced',
    env: { ...process.env, ...env },
  })
  const ready = await new Promise<App['ready']>((resolve, reject) => {
    child.once('message', (message: { ready: App['ready'] }) => resolve(message.ready))
    child.once('exit', (code) => reject(new Error(`the app ended with ${code}`)))
  })
  const ask = asker(child)
  return {
    world: 'full',
    ready,
    send: (job) => ask(job),
    act: (action, request, job) => ask({ ...job, action, request }),
    close: () => void child.kill(),
  }
}

function asker(child: ChildProcess): (job: object) => Promise<Done> {
  let last = 0
  const waiting = new Map<number, { resolve(done: Done): void; reject(thrown: Error): void }>()
  child.on('message', ({ id, result }: { id: number; result: Done & { failed?: string } }) => {
    const { resolve, reject } = waiting.get(id) ?? {}
    waiting.delete(id)
    if (result.failed) reject?.(new Error(result.failed))
    else resolve?.(result)
  })
  return (job) =>
    new Promise((resolve, reject) => {
      last++
      waiting.set(last, { resolve, reject })
      child.send({ id: last, job })
    })
}

export const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8')
export const json = (bytes: Uint8Array | undefined) => JSON.parse(text(bytes))
