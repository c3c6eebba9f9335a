// One benchmark, in the process that `run.mjs` starts for it.
import { busyPart, QUIET } from './report/busy.mjs'
import { begin, beside, measured, only, wanted } from './report/rows.mjs'

const [name, file, pattern] = process.argv.slice(2)
const report = (piece) => new Promise((done) => process.send({ ...piece, ...measured() }, done))

// The run was interrupted.
process.on('disconnect', () => process.exit(1))
begin(name)
if (pattern) only(pattern)
const { default: run, title, rows } = await import(file)
let busy = 0

async function measure() {
  busy = await busyPart()
  beside(busy > QUIET)
  console.log(`\n${name}: ${title}`)
  await run()
}

try {
  // A benchmark that measures many rows at once lists them: it runs if one is asked for.
  if (!rows || rows.some(wanted)) await measure()
} catch (thrown) {
  console.error(thrown)
  process.exitCode = 1
}
await report({ title, busy })
process.exit()
