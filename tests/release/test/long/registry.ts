import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

// The newest that runs on Node 20. One of its packages asks for another by a tag, which not every registry has.
const VERDACCIO = { dependencies: { verdaccio: '6.4.0' }, overrides: { 'node-fetch': '2.7.0' } }

/** A registry on this machine: our names from here alone, those of others from where npm takes them. */
export class Registry {
  readonly #folder: string
  readonly #port: number
  #server: ChildProcess | undefined

  private constructor(folder: string, port: number) {
    this.#folder = folder
    this.#port = port
  }

  static async install(folder: string): Promise<Registry> {
    mkdirSync(folder)
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, ...VERDACCIO }))
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: folder })
    return new Registry(folder, await freePort())
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/`
  }

  /** Where npm finds the token of a user who may publish. */
  get userConfig(): string {
    return join(this.#folder, 'user.npmrc')
  }

  /** @param refused a package that nobody may publish */
  async start(refused?: string): Promise<void> {
    await this.stop()
    const config = join(this.#folder, 'config.json')
    writeFileSync(config, JSON.stringify(this.#config(refused)))
    const program = join(this.#folder, 'node_modules/verdaccio/bin/verdaccio')
    const words = [program, '--config', config, '--listen', `127.0.0.1:${this.#port}`]
    this.#server = spawn(process.execPath, words, { stdio: 'ignore' })
    await this.#ready()
  }

  async stop(): Promise<void> {
    if (!this.#server) return
    const ended = once(this.#server, 'exit')
    this.#server.kill()
    await ended
    this.#server = undefined
  }

  /** Adds the user, whose token goes where npm looks for it. */
  async login(): Promise<void> {
    const response = await fetch(`${this.url}-/user/org.couchdb.user:owner`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'owner', password: `rehearsal-${this.#port}` }),
    })
    const { token } = (await response.json()) as { token: string }
    writeFileSync(this.userConfig, `//127.0.0.1:${this.#port}/:_authToken=${token}\n`, { mode: 0o600 })
  }

  #config(refused: string | undefined) {
    const upstream = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim()
    const ours = { access: '$all', publish: '$authenticated' }
    return {
      storage: join(this.#folder, 'storage'),
      auth: { htpasswd: { file: join(this.#folder, 'htpasswd') } },
      uplinks: { upstream: { url: upstream } },
      packages: {
        ...(refused && { [refused]: { access: '$all', publish: 'nobody' } }),
        '@countersign/*': ours,
        countersign: ours,
        'insomnia-plugin-countersign': ours,
        '**': { access: '$all', proxy: 'upstream' },
      },
      log: { type: 'stdout', level: 'fatal' },
    }
  }

  async #ready(): Promise<void> {
    for (;;) {
      const response = await fetch(`${this.url}-/ping`).catch(() => undefined)
      if (response?.ok) return
      if (this.#server?.exitCode !== null) throw new Error('verdaccio did not start')
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
