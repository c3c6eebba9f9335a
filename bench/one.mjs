// One benchmark, in the process that `run.mjs` starts for it.
import { begin, measured, only, wanted } from './report/rows.mjs'

const [name, file, work, pattern] = process.argv.slice(2)
const report = (title) => new Promise((done) => process.send({ title, ...measured() }, done))

// The run was interrupted.
process.on('disconnect', () => process.exit(1))
begin(name, work === 'busy')
if (pattern) only(pattern)
const { default: run, title, rows } = await import(file)
console.log(`\n${name}: ${title}`)
try {
  // A benchmark that measures all its rows at once lists them: it runs if one is asked for.
  if (!rows || rows.some(wanted)) await run()
} catch (thrown) {
  console.error(thrown)
  process.exitCode = 1
}
await report(title)
process.exit()
