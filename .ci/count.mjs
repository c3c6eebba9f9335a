// Adds up the JSON reports that the test runners wrote, one per package that has tests, and prints the sum as the last line.

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const manifests = execFileSync('git', ['ls-files', '*package.json'], { encoding: 'utf8' })
  .split('\n')
  .filter(Boolean)
const tested = manifests.filter((file) =>
  JSON.parse(readFileSync(file, 'utf8')).scripts?.test?.includes('test-report.json'),
)

/** What failed, with its first lines: a long log keeps its end, and a failure may stand far above it. */
const failures = (report) =>
  report.testResults.flatMap(({ name, message, assertionResults }) => [
    ...(message ? [`${name}: ${firstLines(message)}`] : []),
    ...assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => `${fullName}: ${firstLines(failureMessages.join('\n'))}`),
  ])
const firstLines = (text) => text.split('\n').slice(0, 12).join('\n    ')

const sum = { passed: 0, failed: 0, skipped: 0 }
for (const file of tested) {
  const path = join(dirname(file), 'test-report.json')
  if (!existsSync(path)) {
    console.error(`${path} is missing: its tests did not run`)
    sum.failed++
    continue
  }
  const report = JSON.parse(readFileSync(path, 'utf8'))
  for (const line of failures(report)) console.error(`${dirname(file)}: ${line}`)
  sum.passed += report.numPassedTests
  sum.failed += report.numFailedTests + (report.success || report.numFailedTests > 0 ? 0 : 1)
  sum.skipped += report.numPendingTests + report.numTodoTests
}
console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`)
process.exit(sum.failed > 0 || sum.passed === 0 ? 1 : 0)
