// `pnpm k6 …`: k6 with the extension in it, with all its words. `pnpm k6 --stock …`: k6 as it is.

import { spawn } from 'node:child_process'
import { buildK6, needK6 } from './find.mjs'

try {
  const words = process.argv.slice(2)
  const isStock = words[0] === '--stock'
  const k6 = isStock ? await needK6() : await buildK6('extension')
  const running = spawn(k6, isStock ? words.slice(1) : words, { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => running.kill(signal))
  running.on('close', (status) => process.exit(status ?? 1))
} catch (thrown) {
  console.error(
    `${thrown.message} Install Go and run this again, or install k6 2.2.0 or newer and add --stock.`,
  )
  process.exitCode = 1
}
