// What `pnpm pack` and `pnpm publish` write as package.json.

import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { published, readConfig } from './tools/pack/config.mjs'

const root = fileURLToPath(new URL('./', import.meta.url))

export const hooks = {
  beforePacking: (manifest, folder) =>
    published(manifest, relative(root, folder).replaceAll('\\', '/'), readConfig()),
}
