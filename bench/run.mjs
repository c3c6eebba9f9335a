// Runs every benchmark of this folder, one after the other, or those that are named: `pnpm bench core`.
import { closeSync, openSync, readdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { keep, kept, keyOf } from './report/kept.mjs'
import { machineOf } from './report/machine.mjs'
import { writePage } from './report/page.mjs'
import { measurePiece } from './report/piece.mjs'

const HELP = `Usage: pnpm bench [NAME…] [--only PATTERN] [--json FILE] [--check] [--write] [--resume]

  NAME            a benchmark: NAMES
  --only PATTERN  only rows whose benchmark, name or unit matches this regular expression
  --json FILE     write every row as JSON
  --check         end with status 1 if a budget does not hold
  --write         write docs/performance.md and its charts from a run of all benchmarks
  --resume        take what was measured already, if the code and the machine are the same
`

const readArgs = () =>
  parseArgs({
    args: process.argv.slice(2).filter((word) => word !== '--'),
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      json: { type: 'string' },
      check: { type: 'boolean' },
      write: { type: 'boolean' },
      resume: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })

const folder = new URL('.', import.meta.url)
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.mjs'))
  .map((file) => file.replace('.bench.mjs', ''))

function fail(message) {
  console.error(message)
  process.exit(2)
}

/** @returns what `make` gives; what it throws is said before anything is measured */
function orFail(make, say) {
  try {
    return make()
  } catch (thrown) {
    return fail(say(thrown))
  }
}

const { values, positionals } = orFail(
  readArgs,
  ({ message }) => `${message.replace(/\.?$/, '.')} See --help.`,
)
const unknown = positionals.find((name) => !names.includes(name))
if (unknown) fail(`There is no benchmark '${unknown}'. There are: ${names.join(', ')}.`)
if (values.write && (positionals.length > 0 || values.only !== undefined))
  fail('--write takes a whole run, of all benchmarks.')
if (values.only !== undefined)
  orFail(
    () => new RegExp(values.only, 'i'),
    ({ message }) => `--only takes a regular expression. ${message}.`,
  )
// pnpm starts scripts in the root, whatever folder it is called from.
const { INIT_CWD = '.' } = process.env
const json = values.json === undefined ? undefined : resolve(INIT_CWD, values.json)
if (json !== undefined)
  orFail(
    () => closeSync(openSync(json, 'a')),
    ({ code }) => `--json: ${json} cannot be written (${code}).`,
  )
process.chdir(fileURLToPath(folder))

/** What is measured in part is not kept. */
async function pieceOf(name, key) {
  const known = values.resume && !values.only ? kept(name, key) : undefined
  if (known) console.log(`\n${name}: measured already`)
  const piece = known ?? (await measurePiece(name, new URL(`${name}.bench.mjs`, folder).href, values.only))
  if (!known && !values.only && !piece.failed) keep(name, key, piece)
  return piece
}

async function measureAll(machine) {
  const key = keyOf(machine)
  if (values.resume && !key) fail('--resume needs a git clone, to know that the code is the same.')
  const pieces = []
  for (const name of positionals.length > 0 ? positionals : names) pieces.push(await pieceOf(name, key))
  return pieces
}

function report(machine, pieces) {
  const rows = pieces.flatMap((piece) => piece.rows)
  if (values.only && rows.length === 0) fail(`No row matches '${values.only}'.`)
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ ...machine, pieces }, null, 2)}\n`)
  if (values.write) writePage(machine, pieces)
  const of = (verdict) => rows.filter((row) => row.verdict === verdict).length
  console.log(`\n${of('kept')} budgets hold, ${of('missed')} do not, ${of('unclear')} cannot be judged.`)
  const failed = pieces.filter((piece) => piece.failed)
  for (const piece of failed) console.error(`FAILED: ${piece.name} ${piece.failed}. The reason is above.`)
  if (failed.length > 0 || (values.check && of('missed') > 0)) process.exitCode = 1
}

if (values.help) console.log(HELP.replace('NAMES', names.join(', ')))
else {
  const machine = machineOf()
  console.log(machine.text)
  report(machine, await measureAll(machine))
}
