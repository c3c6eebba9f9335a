// node entropy.mjs FILE: puts fresh entropy for one run of Newman, which has no secure random source, into an
// environment file. npm runs it before each test that encrypts.
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

const [, , file] = process.argv
if (file === undefined) throw new Error('Name the environment file: node entropy.mjs FILE')
const environment = JSON.parse(readFileSync(file, 'utf8'))
const others = environment.values.filter(({ key }) => key !== 'COUNTERSIGN_ENTROPY')
const entropy = {
  key: 'COUNTERSIGN_ENTROPY',
  value: randomBytes(32).toString('hex'),
  type: 'secret',
  enabled: true,
}
const text = JSON.stringify({ ...environment, values: [...others, entropy] }, null, 2)
// A new file is readable by its owner only; an existing one keeps its mode.
writeFileSync(file, `${text}\n`, { mode: 0o600 })
