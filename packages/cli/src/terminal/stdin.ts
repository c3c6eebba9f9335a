import { type Io, readAll, say } from './io.js'
import { isTerminal } from './paint.js'

const PATIENCE = 2000

/** All of standard input. If nothing comes, it says that it waits, so that nobody takes it for a hang. @param what is read */
export async function readStdin(io: Io, what: string): Promise<Buffer> {
  const atTerminal = isTerminal(io.stdin)
  const end = atTerminal
    ? 'Type or paste, then end with Ctrl-D (Ctrl-Z and Enter on Windows)'
    : 'With nothing to give, start it with < /dev/null'
  const wait = setTimeout(
    () => say(io, `Waiting for ${what} on standard input. ${end}.`),
    atTerminal ? 0 : PATIENCE,
  )
  try {
    return await readAll(io.stdin, () => clearTimeout(wait))
  } finally {
    clearTimeout(wait)
  }
}
