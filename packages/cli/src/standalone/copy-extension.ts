// A step of the build: the Go sources of the k6 extension go along with this package, for `generate k6-operator`.

import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SOURCES } from './extension.js'

const project = fileURLToPath(new URL('../../../../', import.meta.url))
const COPIED = {
  'packages/xk6': /\/(LICENSE|go\.(mod|sum)|script(\/.*)?|\w*(?<!_test)\.go)$/,
  'tools/k6-extension': /\/(go\.(mod|sum)|main\.go)$/,
}

rmSync(SOURCES, { recursive: true, force: true })
for (const [folder, kept] of Object.entries(COPIED)) {
  const from = join(project, folder)
  cpSync(from, join(SOURCES, folder), {
    recursive: true,
    filter: (path) => path === from || kept.test(path.replaceAll('\\', '/')),
  })
}
