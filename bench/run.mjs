// Runs every benchmark of this folder, one after the other, or those that are named: `pnpm bench core`.
import { readdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { machineOf } from './report/machine.mjs'
import { writePage } from './report/page.mjs'
import { all, begin, only, wanted } from './report/rows.mjs'

const HELP = `Usage: pnpm bench [NAME…] [--only PATTERN] [--json FILE] [--check] [--write]

  NAME            a benchmark: NAMES
  --only PATTERN  only rows whose benchmark or name matches this regular expression
  --json FILE     write every row as JSON
  --check         end with status 1 if a budget does not hold
  --write         write docs/performance.md and its charts from this run
`

const folder = new URL('.', import.meta.url)
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.mjs'))
  .map((file) => file.replace('.bench.mjs', ''))

const titles = {}

const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    json: { type: 'string' },
    check: { type: 'boolean' },
    write: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
})

function fail(message) {
  console.error(message)
  process.exit(2)
}

const unknown = positionals.find((name) => !names.includes(name))
if (unknown) fail(`There is no benchmark '${unknown}'. There are: ${names.join(', ')}.`)
if (values.write && (positionals.length > 0 || values.only))
  fail('--write takes a whole run, of all benchmarks.')

/** A benchmark that measures all its rows at once lists them: it runs if one is asked for. */
async function runOne(name) {
  begin(name)
  const { default: run, title, rows } = await import(new URL(`${name}.bench.mjs`, folder).href)
  titles[name] = title
  if (rows && !rows.some(wanted)) return
  console.log(`\n${name}: ${title}`)
  await run()
}

function report(machine) {
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ ...machine, rows: all() }, null, 2)}\n`)
  if (values.write) writePage(machine, all(), titles)
  const of = (verdict) => all().filter((row) => row.verdict === verdict).length
  console.log(`\n${of('kept')} budgets hold, ${of('missed')} do not, ${of('unclear')} cannot be judged.`)
  if (values.only && all().length === 0) fail(`No row matches '${values.only}'.`)
  if (values.check && of('missed') > 0) process.exitCode = 1
}

if (values.help) console.log(HELP.replace('NAMES', names.join(', ')))
else {
  if (values.only) only(values.only)
  const machine = machineOf()
  console.log(machine.text)
  for (const name of positionals.length > 0 ? positionals : names) await runOne(name)
  report(machine)
}
