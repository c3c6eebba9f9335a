// Whole runs of Newman and the Postman CLI, started as people start them: with no script, with the vendor's, with ours.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { shippedScript } from '@countersign/postman'
import { vendorScripts } from './newman/vendor-scripts.mjs'
import { bodyOf, env } from './node/requests.mjs'
import { compareTimes, figure } from './ratio.mjs'
import { low, quartiles } from './report/spread.mjs'

export const title = 'Newman and Postman CLI: whole runs of 30 requests'
const RUNS = { empty: 'no script', vendor: "the vendor's lines", ours: 'ours' }
export const rows = ['Newman, whole run', 'Postman CLI, whole run'].flatMap((row) => [
  row,
  ...Object.values(RUNS).map((name) => `${row}, ${name}`),
])

const ROUNDS = 6
const REQUESTS = 30
const SCRIPTS = { empty: '', vendor: vendorScripts.inqud, ours: shippedScript('inqud', 'pre-request', true) }
const TOOLS = {
  Newman: ['newman', 'newman', ['run']],
  'Postman CLI': ['postman-cli', 'postman', ['collection', 'run']],
}

const execute = promisify(execFile)

function binOf(name, bin) {
  const folder = new URL(`node_modules/${name}/`, import.meta.url)
  const manifest = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'))
  return fileURLToPath(new URL(manifest.bin[bin], folder))
}

const collection = (script, host) => ({
  info: { name: 'bench', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  variable: Object.entries({ ...env, INQUD_HOSTS: host }).map(([key, value]) => ({ key, value })),
  item: [
    {
      name: 'payout',
      event: [{ listen: 'prerequest', script: { exec: [script] } }],
      request: {
        method: 'POST',
        url: `http://${host}/v1/user/payments/payout`,
        header: [{ key: 'Content-Type', value: 'application/json' }],
        body: { mode: 'raw', raw: bodyOf(1024) },
      },
    },
  ],
})

export default async function run() {
  const server = createServer((request, response) => request.resume().on('end', () => response.end('{}')))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
  const fileOf = (name) => join(folder, `${name}.json`)
  for (const [name, script] of Object.entries(SCRIPTS))
    writeFileSync(fileOf(name), JSON.stringify(collection(script, `127.0.0.1:${server.address().port}`)))
  for (const [tool, [name, bin, command]] of Object.entries(TOOLS))
    report(tool, await times([binOf(name, bin), ...command], fileOf, folder))
  server.close()
  rmSync(folder, { recursive: true })
}

/** Script → milliseconds of whole runs, in turns. */
async function times(command, fileOf, cwd) {
  const took = Object.fromEntries(Object.keys(SCRIPTS).map((name) => [name, []]))
  for (let round = 0; round < ROUNDS; round++)
    for (const name of Object.keys(SCRIPTS)) {
      const started = performance.now()
      const args = [...command, fileOf(name), '-n', String(REQUESTS), '--silent']
      await execute(process.execPath, args, { cwd, maxBuffer: 64e6 })
      took[name].push(performance.now() - started)
    }
  return took
}

/** Whole runs against the vendor's lines, and how long each run is. */
function report(tool, took) {
  const note = 'start of the tool included'
  compareTimes(`${tool}, whole run`, took.ours, took.vendor, { than: "the vendor's lines", note })
  for (const [script, name] of Object.entries(RUNS))
    figure(`${tool}, whole run, ${name}`, low(took[script]) / 1000, 's', {
      spread: quartiles(took[script].map((ms) => ms / 1000)),
    })
}
