import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { chromium } from 'playwright-core'

type Results = Record<string, string>

export interface Runtime {
  readonly name: string
  /** Undefined if it is not here, and `missing` says what to do. */
  readonly path: string | undefined
  readonly missing: string
  run(given: { readonly origin: string }, files: Files): Promise<Results>
  version(): Promise<string>
}

/** The suite, bundled for each kind of runtime. */
export interface Files {
  readonly main: string
  readonly serve: string
}

const here = createRequire(import.meta.url)

/** The program in whichever of a package's optional packages this machine has: no install script is run. */
function programOf(name: string, inside: string): string | undefined {
  const manifest = here.resolve(`${name}/package.json`)
  const { optionalDependencies } = JSON.parse(readFileSync(manifest, 'utf8'))
  const from = createRequire(manifest)
  for (const one of Object.keys(optionalDependencies)) {
    try {
      const path = join(dirname(from.resolve(`${one}/package.json`)), inside)
      if (existsSync(path)) return path
    } catch {
      // For another system.
    }
  }
  return undefined
}

async function said(path: string, args: readonly string[]): Promise<string> {
  const child = spawn(path, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (err += chunk))
  const [status] = await once(child, 'close')
  if (status !== 0) throw new Error(`${path} ended with ${status}: ${err.slice(0, 2000)}`)
  return out
}

export const program = (name: string, path: string | undefined, args: readonly string[] = []): Runtime => ({
  name,
  path,
  missing: `the npm package ${name.toLowerCase()} has no program for this system`,
  run: async (given, { main }) =>
    JSON.parse(await said(path as string, [...args, main, JSON.stringify(given)])),
  version: async () => /\d+\.\d+\.\d+/.exec(await said(path as string, ['--version']))?.[0] ?? '',
})

const CONFIG = (port: number) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (modules = [(name = "serve.js", esModule = embed "serve.js")], compatibilityDate = "2026-01-01", globalOutbound = "local")),
    (name = "local", network = (allow = ["private", "public"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

const workerdPath = programOf('workerd', 'bin/workerd')
const workerd: Runtime = {
  ...program('workerd', workerdPath),
  async run(given, { serve }) {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-test-'))
    const port = await freePort()
    writeFileSync(join(folder, 'serve.js'), readFileSync(serve))
    writeFileSync(join(folder, 'config.capnp'), CONFIG(port))
    const child = spawn(workerdPath as string, ['serve', '--verbose', join(folder, 'config.capnp')], {
      stdio: 'pipe',
    })
    try {
      return await asked(port, given)
    } finally {
      child.kill()
    }
  },
  version: async () => /\d{4}-\d\d-\d\d/.exec(await said(workerdPath as string, ['--version']))?.[0] ?? '',
}

/** Asks until somebody listens. */
async function asked(port: number, given: object): Promise<Results> {
  for (let tries = 0; ; tries++) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/`, {
        method: 'POST',
        body: JSON.stringify(given),
      })
      return (await response.json()) as Results
    } catch (thrown) {
      if (tries > 100) throw thrown
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
)
const browser = () =>
  chromium.launch({ executablePath: chromiumPath as string, args: ['--no-sandbox', '--disable-gpu'] })
const chromiumRuntime: Runtime = {
  name: 'Chromium',
  path: chromiumPath,
  missing: "there is no Chromium; on Debian, install the package 'chromium'",
  async run(given) {
    const running = await browser()
    try {
      const page = await running.newPage()
      await page.goto(`${given.origin}/`)
      return await page.evaluate(
        (all) => (globalThis as unknown as { suite(all: unknown): Promise<Results> }).suite(all),
        given,
      )
    } finally {
      await running.close()
    }
  },
  async version() {
    const running = await browser()
    const version = running.version()
    await running.close()
    return version
  },
}

export const runtimes: readonly Runtime[] = [
  program('Node', process.execPath),
  program('Bun', programOf('bun', 'bin/bun')),
  program('Deno', programOf('deno', 'deno'), ['run', '--allow-all', '--no-config']),
  workerd,
  chromiumRuntime,
]
