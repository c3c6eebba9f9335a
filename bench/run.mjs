// Runs every benchmark of this folder, one after the other, or those that are named: `pnpm bench core`.
import { readdirSync } from 'node:fs'
import { cpus } from 'node:os'

const folder = new URL('.', import.meta.url)
const all = readdirSync(folder).filter((file) => file.endsWith('.bench.mjs'))
const wanted = process.argv.slice(2).filter((word) => word !== '--')
const files = wanted.length > 0 ? wanted.map((name) => `${name}.bench.mjs`) : all

console.log(
  `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}`,
)
let missed = 0
for (const file of files) {
  console.log(`\n${file.replace('.bench.mjs', '')}`)
  const { default: run } = await import(new URL(file, folder).href)
  missed += await run()
}
if (missed > 0) console.log(`\n${missed} of the ratios above are not as they should be.`)
