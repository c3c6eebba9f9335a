import { startSandbox } from '@countersign/sandbox'
import { startElsewhere } from './elsewhere.js'
import { heading, line } from './table.js'
import { tools } from './tools.js'

const [sandbox, plain, elsewhere] = await Promise.all([
  startSandbox(),
  startSandbox({ mastercard: { mutualTls: false } }),
  startElsewhere(),
])

process.stdout.write(`
A local server plays each provider and verifies every request as the vendor
would. Each row is one real request. "ok" means that the outcome was the expected
one: accepted, or refused.
`)

// Redirected output is read in terminals of 80 columns, too.
const width = Math.max(60, process.stdout.columns ?? 80)
let tool = ''
let rows = 0
let wrong = 0
for (const one of tools) {
  for await (const row of one.rows({ sandbox, plain, elsewhere })) {
    rows++
    if (!row.asExpected) wrong++
    if (row.tool !== tool) process.stdout.write(heading(row.tool))
    tool = row.tool
    process.stdout.write(line(row, width))
  }
}
await Promise.all([sandbox.close(), plain.close()])
elsewhere.close()

process.stdout.write(
  wrong === 0 ? `\nAll ${rows} rows are as expected.\n` : `\n${wrong} of ${rows} rows are not as expected.\n`,
)
process.exitCode = wrong === 0 ? 0 : 1
