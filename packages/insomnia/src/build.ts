import { readFile, writeFile } from 'node:fs/promises'
import { providers } from '@countersign/core'
import { bundlePlugin } from './bundle/index.js'

const root = new URL('../../', import.meta.url)
const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))

const modules = providers.map((provider) => ({
  provider,
  module: `@countersign/core/providers/${provider.id}/index`,
  named: provider.id,
}))

await writeFile(
  new URL('dist/plugin.js', root),
  await bundlePlugin({ providers: modules, version, minify: true }),
)
