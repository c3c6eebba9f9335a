import { startSandbox } from '@countersign/sandbox'
import { startElsewhere } from './elsewhere.js'
import { head, line } from './table.js'
import { tools } from './tools.js'

const [sandbox, plain, elsewhere] = await Promise.all([
  startSandbox(),
  startSandbox({ mastercard: { mutualTls: false } }),
  startElsewhere(),
])

process.stdout.write(`
Four local servers play the providers and verify every request as the vendors would.
Each row below is one real request; "ok" means it went as it should: accepted, or refused.

${head()}`)

let rows = 0
let wrong = 0
for (const tool of tools) {
  for await (const row of tool.rows({ sandbox, plain, elsewhere })) {
    rows++
    if (!row.asItShould) wrong++
    process.stdout.write(line(row))
  }
}
await Promise.all([sandbox.close(), plain.close()])
elsewhere.close()

process.stdout.write(
  wrong === 0
    ? `\nAll ${rows} rows are as they should be.\n`
    : `\n${wrong} of ${rows} rows are not as they should be.\n`,
)
process.exitCode = wrong === 0 ? 0 : 1
