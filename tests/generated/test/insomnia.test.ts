import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sendRequest } from '../../hosts/insomnia/app/app.mjs'
import { fullHooks } from '../../hosts/insomnia/app/full.mjs'
import { loadPlugins } from '../../hosts/insomnia/app/plugins.mjs'
import { importWorkspace, runner } from '../../hosts/insomnia/app/workspace.mjs'
import { startSandboxed } from '../../hosts/insomnia/test/sandboxed.js'
import {
  expectExamples,
  expectOperations,
  generated,
  ids,
  openapiFile,
  pluginInstalled,
} from './generated.js'

const data = await pluginInstalled()
const plugins = loadPlugins(data)

let sandbox: Sandbox
beforeEach(async () => {
  // The plugin says there what it does, and what it doubts.
  vi.spyOn(console, 'log').mockReturnValue()
  vi.spyOn(console, 'warn')
  sandbox = await startSandbox()
})
afterEach(() => sandbox.close())

interface Done {
  readonly error?: string
  readonly thrown?: string
  readonly response?: { readonly statusCode: number }
}

/** Imports a workspace, fills in its environment, and sends every request, by Insomnia's rules. */
async function sendAll(folder: string, id: string): Promise<Done[]> {
  const imported = importWorkspace(readFileSync(join(folder, `${id}.insomnia.yaml`), 'utf8'))
  const { environment } = imported
  for (const name of Object.keys(environment)) environment[name] = sandbox.env[name] ?? ''
  environment.baseUrl = sandbox.origins[id]
  const {
    MASTERCARD_CLIENT_CERTIFICATE: cert,
    MASTERCARD_CLIENT_KEY: key,
    COUNTERSIGN_CACERT: ca,
  } = sandbox.env
  const send = (request: object) => {
    const hooks = fullHooks(plugins, { alerts: [], stored: [], network: [] })
    return sendRequest({ request, environment, tls: { cert, key, ca }, hooks })
  }
  const { run } = runner(imported, send)
  const done: Done[] = []
  for (const { _id } of imported.requests) done.push((await run(_id)) as Done)
  return done
}

function expectSent(done: readonly Done[]): void {
  expect(console.warn).not.toHaveBeenCalled()
  for (const { error, thrown, response } of done) {
    expect({ error, thrown }).toEqual({})
    expect(response?.statusCode).toBeLessThan(300)
  }
}

describe('generate insomnia --plugin', () => {
  it('writes the folder of docs/insomnia.md, which the app loads, in its plugin sandbox too', async () => {
    const [plugin] = plugins
    expect(plugin?.name).toBe('insomnia-plugin-countersign')
    expect(readdirSync(plugin?.directory ?? '').sort()).toEqual([
      'LICENSE',
      'README.md',
      'THIRD-PARTY.txt',
      'icon.svg',
      'package.json',
      'plugin.js',
    ])
    const sandboxed = await startSandboxed(data)
    expect(sandboxed.ready).toEqual([{ name: 'insomnia-plugin-countersign', hooks: 1 }])
  })
})

describe('generate insomnia', () => {
  it('all providers: every request is sent and accepted', async () => {
    const folder = await generated('insomnia')
    for (const id of ids) {
      expectSent(await sendAll(folder, id))
      expectExamples(sandbox, id)
    }
  })

  it.each(ids)('%s: with the operations of an OpenAPI file', async (id) => {
    expectSent(await sendAll(await generated('insomnia', id, openapiFile(id)), id))
    expectOperations(sandbox, id)
  })
})
