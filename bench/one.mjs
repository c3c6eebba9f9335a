// One benchmark, in the process that `run.mjs` starts for it.
import { begin, measured, only, wanted } from './report/rows.mjs'

const [name, pattern] = process.argv.slice(2)
const report = (title) => new Promise((done) => process.send({ title, ...measured() }, done))

begin(name)
if (pattern) only(pattern)
const { default: run, title, rows } = await import(new URL(`${name}.bench.mjs`, import.meta.url).href)
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
