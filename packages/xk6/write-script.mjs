// Writes the script that the extension embeds, which is committed for go:embed: `pnpm --filter @countersign/xk6 script`.

import { copyFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const built = fileURLToPath(import.meta.resolve('@countersign/k6/dist/extension.js'))
copyFileSync(built, new URL('script/countersign.js', import.meta.url))
