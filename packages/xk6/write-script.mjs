// Writes what is committed and comes from the build: the script for go:embed, and the types.
// pnpm --filter @countersign/xk6 script

import { copyFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const built = (name) =>
  fileURLToPath(new URL(`dist/${name}`, import.meta.resolve('@countersign/k6/package.json')))

copyFileSync(built('extension.js'), new URL('script/countersign.js', import.meta.url))
copyFileSync(built('countersign.d.ts'), new URL('index.d.ts', import.meta.url))
