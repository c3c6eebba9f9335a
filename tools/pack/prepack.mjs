// Before a package is packed: every file that its package.json names is there, or nothing is packed. `files` names what
// the last step of a build writes, so that one that ended half-way is seen.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.cwd()
const {
  name,
  main,
  bin,
  man,
  exports,
  files = [],
} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

const pathsIn = (value) => {
  if (typeof value === 'string') return [value]
  return value ? Object.values(value).flatMap(pathsIn) : []
}

const written = files.filter((path) => !path.startsWith('!'))
const missing = pathsIn([main, bin, man, exports, written]).find((path) => !existsSync(join(folder, path)))
if (missing !== undefined) {
  console.error(`${name} is not built: ${missing} is missing. In the root, run: npx -y pnpm@12.21.0 build`)
  process.exitCode = 1
}
