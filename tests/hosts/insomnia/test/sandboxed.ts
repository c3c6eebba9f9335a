import { sendRequest } from '../app/app.mjs'
import { findPlugins } from '../app/plugins.mjs'
import { sandboxHooks } from '../app/quickjs.mjs'
import type { App, Done } from './app.js'

/** The app with its plugin sandbox: each hook in a QuickJS of its own. */
export async function startSandboxed(data: string): Promise<App> {
  // Of two, the one that is not ours: a hook of the sandbox is tried by itself, whatever its name.
  const plugins = findPlugins(data)
  const own = plugins.find(({ manifest }) => manifest.name !== 'insomnia-plugin-countersign')
  const plugin = own ?? plugins[0]
  const open = (window = true) => ({ alerts: window ? [] : undefined, stored: [], network: [] })
  const described = await sandboxHooks(plugin, open()).describe()
  return {
    world: 'sandbox',
    ready: [{ name: plugin.manifest.name, hooks: described.hooks }],
    async send(job) {
      const told = open(job.window)
      const console: string[] = []
      const hooks = sandboxHooks(plugin, told, console, [...(job.plugins ?? [])] as never)
      const sends = Array.from({ length: job.times ?? 1 }, () => sendRequest({ ...job, hooks } as never))
      const results = (await Promise.all(sends)) as unknown as Done[]
      const all = results.map(({ response, error }) => ({ status: response?.statusCode, error }))
      return { ...results[0], all, told, console } as Done
    },
    async act(action, request) {
      const told = open()
      await sandboxHooks(plugin, told).action(action, request)
      return { told, console: [] } as unknown as Done
    },
    close: () => {},
  }
}
