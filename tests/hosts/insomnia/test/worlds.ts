import { type Sandbox, type SandboxOptions, startSandbox } from '@countersign/sandbox'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import { type App, type Done, type Job, type Rendered, startFull } from './app.js'
import { startSandboxed } from './sandboxed.js'

export interface World {
  readonly app: App
  readonly sandbox: Sandbox
  readonly env: Record<string, string>
  /** Sends to the sandbox's provider as the collection would: with its client certificate. */
  send(request: Partial<Rendered> & { url: string }, job?: Partial<Job>): Promise<Done>
  /** The URL of a path at a provider of the sandbox. */
  at(provider: string, path?: string): string
}

/** What the app keeps for a collection. */
export const tlsOf = ({ env }: Sandbox) => ({
  cert: env.MASTERCARD_CLIENT_CERTIFICATE,
  key: env.MASTERCARD_CLIENT_KEY,
  ca: env.COUNTERSIGN_CACERT,
})

export const POST_JSON = {
  method: 'POST',
  headers: [{ name: 'Content-Type', value: 'application/json' }],
  body: { mimeType: 'application/json', text: '{"name":"Zoë","amount":12.50}' },
} as const

type Kind = App['world']

/** The same tests in each of the worlds, each against a sandbox of its own. */
export function inWorlds(
  kinds: readonly Kind[],
  tests: (world: World, kind: Kind) => void,
  options: SandboxOptions = {},
): void {
  describe.each(kinds)('%s', (kind) => {
    const world = {} as { -readonly [key in keyof World]: World[key] }
    beforeAll(async () => {
      const [sandbox, app] = await Promise.all([startSandbox(options), start(kind)])
      Object.assign(world, makeWorld(app, sandbox))
    })
    afterAll(async () => {
      world.app?.close()
      await world.sandbox?.close()
    })
    tests(world, kind)
  })
}

export const BOTH: readonly Kind[] = ['full', 'sandbox']

const start = (kind: Kind) => (kind === 'full' ? startFull(inject('data')) : startSandboxed(inject('data')))

function makeWorld(app: App, sandbox: Sandbox): World {
  const { COUNTERSIGN_CACERT: _, ...env } = sandbox.env
  const tls = tlsOf(sandbox)
  return {
    app,
    sandbox,
    env,
    at: (provider, path = '/v1/things') => `${sandbox.origins[provider]}${path}`,
    send: (request, job = {}) =>
      app.send({
        environment: env,
        tls: tls as never,
        ...job,
        request: { _id: 'req_1', ...POST_JSON, ...request },
      }),
  }
}
