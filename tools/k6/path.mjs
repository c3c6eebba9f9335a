// `pnpm xk6:path NEW/PATH` gives the extension's Go module another path, in every file of the project that names it.

import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../../', import.meta.url))
const SKIPPED = new Set(['node_modules', 'dist', '.git', '.k6', '.turbo'])
const TEXT = /(\.(go|mod|md|ts|mts|js|mjs|json|ya?ml)|Dockerfile[\w.-]*)$/

/** Every text of the project; nothing that is built or installed. */
function* filesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) yield* filesIn(path)
    else if (entry.isFile() && TEXT.test(entry.name)) yield path
  }
}

// A module path as `go mod` takes one: a host with a dot, then names (https://go.dev/ref/mod#go-mod-file-ident).
const MODULE = /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+$/

function rename(to) {
  if (!MODULE.test(to ?? '') || to.endsWith('.'))
    throw new Error('Give the new module path: pnpm xk6:path github.com/OWNER/xk6-countersign')
  const [, from] = /^module (\S+)$/m.exec(readFileSync(join(project, 'packages/xk6/go.mod'), 'utf8'))
  // Not a part of a longer path.
  const named = new RegExp(`(?<![\\w./-])${from.replaceAll('.', '\\.')}(?![\\w-]|\\.\\w)`, 'g')
  for (const path of filesIn(project)) {
    const text = readFileSync(path, 'utf8')
    const renamed = text.replace(named, () => to)
    if (renamed === text) continue
    writeFileSync(path, renamed)
    console.log(relative(project, path))
  }
  tidy()
}

/** Imports and requirements are in order of their names. */
function tidy() {
  const at = (folder) => join(project, folder)
  spawnSync('gofmt', ['-w', at('packages/xk6'), at('tools/k6-extension')])
  for (const folder of ['packages/xk6', 'tools/k6-extension'])
    spawnSync('go', ['mod', 'edit', '-fmt'], { cwd: at(folder) })
}

try {
  rename(process.argv.slice(2).find((word) => word !== '--'))
} catch (thrown) {
  console.error(thrown.message)
  process.exitCode = 1
}
