// `pnpm k6 …`: the real k6, with all its words.

import { spawn } from 'node:child_process'
import { needK6 } from './find.mjs'

try {
  const k6 = await needK6()
  const running = spawn(k6, process.argv.slice(2), { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => running.kill(signal))
  running.on('close', (status) => process.exit(status ?? 1))
} catch (thrown) {
  console.error(`${thrown.message} Install k6 2.2.0 or newer, or Go, and run this again.`)
  process.exitCode = 1
}
