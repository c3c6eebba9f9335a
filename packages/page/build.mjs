// The script of the page in one file, its style and its document beside it: nothing is loaded from anywhere else.
import { copyFileSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
mkdirSync(here('dist/client'), { recursive: true })
await build({
  input: here('client/main.tsx'),
  platform: 'browser',
  logLevel: 'warn',
  transform: { jsx: { runtime: 'automatic', importSource: 'preact' }, target: 'es2022' },
  output: { file: here('dist/client/page.js'), format: 'esm', minify: true },
})
for (const file of ['page.html', 'page.css', 'icon.svg'])
  copyFileSync(here(`client/${file}`), here(`dist/client/${file}`))
