// `pnpm xk6:path [NEW/PATH]` gives the extension's Go module another path, in every file of the project that names it:
// the one given, which is then noted in release.config.json, or the one noted there.

import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CONFIG_FILE, isGoModule, readConfig } from '../pack/config.mjs'

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

function rename(to) {
  if (!isGoModule(to))
    throw new Error(
      'Give the new module path, or fill in goModule in release.config.json: pnpm xk6:path HOST/OWNER/NAME/packages/xk6',
    )
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
  note(to)
}

/** The one file of addresses and names. */
function note(goModule) {
  const config = readConfig()
  if (config.goModule === goModule) return
  writeFileSync(CONFIG_FILE, `${JSON.stringify({ ...config, goModule }, null, 2)}\n`)
  console.log(relative(project, CONFIG_FILE))
}

/** Imports and requirements are in order of their names. */
function tidy() {
  const at = (folder) => join(project, folder)
  spawnSync('gofmt', ['-w', at('packages/xk6'), at('tools/k6-extension')])
  for (const folder of ['packages/xk6', 'tools/k6-extension'])
    spawnSync('go', ['mod', 'edit', '-fmt'], { cwd: at(folder) })
}

try {
  rename(process.argv.slice(2).find((word) => word !== '--') ?? readConfig().goModule)
} catch (thrown) {
  console.error(thrown.message)
  process.exitCode = 1
}
