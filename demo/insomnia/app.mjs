// The app as a process of its own, without require of ES modules, as Electron's Node has it: the plugin's folder is
// copied into an empty plugins folder, loaded by the app's rules, and its hooks run in one of the two worlds.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { sendRequest } from '@countersign/tests-insomnia/app/app.mjs'
import { fullHooks } from '@countersign/tests-insomnia/app/full.mjs'
import { findPlugins, loadPlugins } from '@countersign/tests-insomnia/app/plugins.mjs'
import { sandboxHooks } from '@countersign/tests-insomnia/app/quickjs.mjs'

const NAME = 'insomnia-plugin-countersign'
const source = dirname(createRequire(import.meta.url).resolve(`${NAME}/package.json`))
const data = mkdtempSync(join(tmpdir(), 'countersign-demo-'))
process.on('exit', () => rmSync(data, { recursive: true, force: true }))
process.on('disconnect', () => process.exit())

const folder = join(data, 'plugins', NAME)
for (const file of ['package.json', 'icon.svg', 'dist/plugin.js']) {
  cpSync(join(source, file), join(folder, file))
}
const [plugin] = findPlugins(data)
const loaded = loadPlugins(data)

for (const level of ['log', 'warn', 'error']) console[level] = () => {}

process.on('message', async ({ id, world, ...job }) => {
  const told = { alerts: [], stored: [], network: [] }
  const hooks = world === 'full' ? fullHooks(loaded, told) : sandboxHooks(plugin, told)
  const { error, response } = await sendRequest({ ...job, hooks }).catch((thrown) => ({
    error: thrown.message,
  }))
  const body = response && Buffer.from(response.body).toString('utf8')
  process.send({ id, done: { error, alerts: told.alerts, status: response?.statusCode, body } })
})
process.send('ready')
