// The sources are ES modules, the plugin beside them is CommonJS: Insomnia loads it with require.
import { copyFileSync } from 'node:fs'

copyFileSync(new URL('src/package.json', import.meta.url), new URL('dist/esm/package.json', import.meta.url))
await import('./dist/esm/build.js')
