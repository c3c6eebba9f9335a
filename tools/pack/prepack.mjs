// Before a package is packed: every file that its package.json names is there, or nothing is packed.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.cwd()
const { name, main, bin, man, exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

const pathsIn = (value) => {
  if (typeof value === 'string') return [value]
  return value ? Object.values(value).flatMap(pathsIn) : []
}

const missing = pathsIn([main, bin, man, exports]).find((path) => !existsSync(join(folder, path)))
if (missing !== undefined) {
  console.error(`${name} is not built: ${missing} is missing. In the root, run: npx -y pnpm@12.21.0 build`)
  process.exitCode = 1
}
