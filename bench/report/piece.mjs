// A process of its own for each benchmark: what one leaves behind, or breaks, is nothing to the others.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { busyPart } from './busy.mjs'

const program = fileURLToPath(new URL('../one.mjs', import.meta.url))
const MOST_MINUTES = 10

/** @returns { name, title, rows, skipped, busy, seconds, failed? }: `failed` says how it ended */
export async function measurePiece(name, pattern) {
  const busy = await busyPart()
  const began = performance.now()
  const child = fork(program, [name, ...(pattern ? [pattern] : [])])
  let piece = { title: name, rows: [], skipped: [] }
  child.on('message', (message) => {
    piece = message
  })
  const late = setTimeout(() => child.kill('SIGKILL'), MOST_MINUTES * 60_000)
  const [code, signal] = await once(child, 'exit')
  clearTimeout(late)
  const seconds = Math.round((performance.now() - began) / 1000)
  const failed = code === 0 ? undefined : `ended with ${signal ?? `status ${code}`}`
  return { name, ...piece, busy, seconds, ...(failed && { failed }) }
}
