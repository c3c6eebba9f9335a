// Writes safe.json, the expressions that recheck has found linear, so that the test judges new ones only:
// `pnpm --filter @countersign/tools-regex learn`. The long tests judge all of them again.
import { writeFileSync } from 'node:fs'
import { collect } from './collect.mjs'
import { EXCEPTIONS } from './exceptions.mjs'
import { problemOf } from './judge.mjs'

const safe = []
for (const [text, regex] of collect().literals) {
  if (text in EXCEPTIONS) continue
  const problem = await problemOf(regex)
  if (problem) console.error(`${text} ${problem}\n    ${regex.at.join(', ')}`)
  else safe.push(text)
}
writeFileSync(new URL('safe.json', import.meta.url), `${JSON.stringify(safe.sort(), undefined, 2)}\n`)
process.exit()
