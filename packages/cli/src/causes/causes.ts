import { Worker } from 'node:worker_threads'
import { settingsOf } from '@countersign/core'
import type { ArrivedRequest, Explanation, NearbyRequest } from '@countersign/page'
import { providersOf } from '../providers.js'
import { type Shadowed, shadowedBy } from '../settings.js'
import type { Io } from '../terminal/io.js'

/** What the thread that looks for causes must know. */
export interface CausesData {
  /** Files of providers of one's own. */
  readonly use: readonly string[]
  /** The settings that requests were signed with. */
  readonly env: Readonly<Record<string, string>>
  /** Values that a setting has in the environment or the folder's .env, which are not those. */
  readonly others: Readonly<Record<string, readonly Shadowed[]>>
}

export interface CausesRequest {
  readonly id: number
  readonly request: ArrivedRequest
  readonly around: readonly NearbyRequest[]
}

export interface CausesResponse {
  readonly id: number
  readonly explanation?: Explanation
}

/** Looks for causes in a thread of its own: a search takes seconds, and whoever serves requests is to respond meanwhile. */
export class Causes {
  readonly #data: CausesData
  readonly #waiting = new Map<number, (found: Explanation | undefined) => void>()
  #worker: Worker | undefined
  #last = 0

  constructor(env: Readonly<Record<string, string>>, io: Io) {
    const use = [...new Set((io.used ?? []).map(({ file }) => file))]
    this.#data = { use, env, others: othersOf(env, io) }
  }

  readonly explain = (
    request: ArrivedRequest,
    around: readonly NearbyRequest[],
  ): Promise<Explanation | undefined> =>
    new Promise((resolve) => {
      const id = ++this.#last
      this.#waiting.set(id, resolve)
      this.#started().postMessage({ id, request, around } satisfies CausesRequest)
    })

  async close(): Promise<void> {
    this.#forget()
    await this.#worker?.terminate()
  }

  #started(): Worker {
    if (this.#worker) return this.#worker
    const worker = new Worker(new URL('./causes-worker.js', import.meta.url), { workerData: this.#data })
    worker.on('message', ({ id, explanation }: CausesResponse) => {
      this.#waiting.get(id)?.(explanation)
      this.#waiting.delete(id)
    })
    // Nobody is left waiting; the next request starts another worker.
    worker.on('error', () => this.#forget())
    worker.on('exit', () => this.#forget())
    worker.unref()
    this.#worker = worker
    return worker
  }

  #forget(): void {
    for (const resolve of this.#waiting.values()) resolve(undefined)
    this.#waiting.clear()
    this.#worker = undefined
  }
}

function othersOf(env: Readonly<Record<string, string>>, io: Io): CausesData['others'] {
  const set = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  try {
    const shadowed = shadowedBy({ set }, io)
    const names = providersOf(io).flatMap((provider) => settingsOf(provider).map(({ variable }) => variable))
    return Object.fromEntries(names.map((name) => [name, shadowed(name)]))
  } catch {
    // A .env that cannot be read: whoever needs it says so.
    return {}
  }
}
