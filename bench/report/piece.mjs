// A process of its own for each benchmark: what one leaves behind, or breaks, is nothing to the others.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../one.mjs', import.meta.url))
const MOST_MINUTES = 10

/**
 * Measures what the file of a benchmark measures, or the rows that match a pattern.
 * @returns { name, title, rows, skipped, busy, seconds, failed? }: `failed` says how it ended
 */
export async function measurePiece(name, file, pattern) {
  const began = performance.now()
  const piece = await runOf([name, file, ...(pattern ? [pattern] : [])])
  const seconds = Math.round((performance.now() - began) / 1000)
  return { name, ...piece, seconds }
}

async function runOf(words) {
  const child = fork(program, words)
  let piece = { title: words[0], busy: 0, rows: [], skipped: [] }
  child.on('message', (message) => {
    piece = message
  })
  const late = setTimeout(() => child.kill('SIGKILL'), MOST_MINUTES * 60_000)
  const [code, signal] = await once(child, 'exit')
  clearTimeout(late)
  return code === 0 ? piece : { ...piece, failed: `ended with ${signal ?? `status ${code}`}` }
}
