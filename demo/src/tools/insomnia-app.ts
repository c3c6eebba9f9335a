import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const APP = fileURLToPath(new URL('../../insomnia/app.mjs', import.meta.url))

/** One send in the app. */
export interface Job {
  readonly world: 'full' | 'sandbox'
  readonly request: object
  readonly environment: Readonly<Record<string, string>>
  readonly tls: object
}

/** What somebody in front of the app sees. */
export interface Done {
  readonly error?: string
  readonly alerts: readonly string[]
  readonly status?: number
  readonly body?: string
}

export interface App {
  send(job: Job): Promise<Done>
  close(): void
}

/** Starts the app; it ends with this process. */
export async function startApp(): Promise<App> {
  const child = fork(APP, { execArgv: ['--no-experimental-require-module'], serialization: 'advanced' })
  await once(child, 'message')
  return {
    async send(job) {
      child.send({ id: 0, ...job })
      const [{ done }] = (await once(child, 'message')) as [{ done: Done }]
      return done
    },
    close: () => void child.kill(),
  }
}
