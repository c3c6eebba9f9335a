// `pnpm site`: the API reference and the pages, as a site in site/dist. A link that leads nowhere ends it.

import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { programOf } from '../tools/program.mjs'
import { turbo } from '../tools/turbo.mjs'
import { writePages } from './pages.mjs'

const site = fileURLToPath(new URL('./', import.meta.url))
const root = join(site, '..')
const pages = join(site, 'pages')

function run(program, given, cwd) {
  const { file, words, shell } = programOf(program, given)
  const env = { ...process.env, CI: 'true' }
  const { status } = spawnSync(file, words, { cwd, stdio: 'inherit', shell, env })
  if (status !== 0) throw new Error(`${program} ${given.join(' ')} failed; the reason is above.`)
}

try {
  run('npx', ['-y', 'pnpm@12.21.0', 'install', '--frozen-lockfile'], site)
  process.chdir(root)
  if (turbo(['run', 'build', '--ui=stream', '--output-logs=errors-only']).status !== 0)
    throw new Error('The build failed; the reason is above.')
  rmSync(pages, { recursive: true, force: true })
  writePages(root, pages)
  run(
    process.execPath,
    [join(site, 'node_modules/typedoc/bin/typedoc'), '--options', join(site, 'typedoc.json')],
    site,
  )
  run(process.execPath, [join(site, 'node_modules/vitepress/bin/vitepress.js'), 'build', site], site)
  console.log(`The site is in ${join(site, 'dist')}`)
} catch (thrown) {
  console.error(thrown.message)
  process.exitCode = 1
}
