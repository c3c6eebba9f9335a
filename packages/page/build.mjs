// The script of the page in one file, its style and its document beside it: nothing is loaded from anywhere else.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Notices } from '@countersign/bundle'
import { build } from 'rolldown'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
mkdirSync(here('dist/client'), { recursive: true })
const { output } = await build({
  input: here('client/main.tsx'),
  platform: 'browser',
  logLevel: 'warn',
  transform: { jsx: { runtime: 'automatic', importSource: 'preact' }, target: 'es2022' },
  output: { file: here('dist/client/page.js'), format: 'esm', minify: true },
})
const notices = new Notices()
notices.note(output[0].modules)
writeFileSync(here('dist/client/THIRD-PARTY.txt'), notices.text)
for (const file of ['page.html', 'page.css', 'icon.svg'])
  copyFileSync(here(`client/${file}`), here(`dist/client/${file}`))
