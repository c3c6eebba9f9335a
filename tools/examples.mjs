// Writes examples/: for each tool, what `countersign generate TOOL` writes.
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { TOOLS } from '../packages/cli/dist/commands/generate/tools.js'
import { main } from '../packages/cli/dist/main.js'

const { env, stdin, stdout, stderr } = process
for (const tool of TOOLS) {
  const folder = fileURLToPath(new URL(`../examples/${tool}`, import.meta.url))
  rmSync(folder, { recursive: true, force: true })
  const status = await main(['generate', tool, '--out', folder], { env, stdin, stdout, stderr })
  if (status !== 0) process.exit(status)
}
