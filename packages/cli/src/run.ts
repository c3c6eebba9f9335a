import { main } from './main.js'
import { statusOf } from './terminal/failures.js'
import { say } from './terminal/io.js'

/** The command line as a process of its own: what the program `countersign` is. */
export async function run(): Promise<void> {
  const { env, stdin, stdout, stderr } = process
  const io = { env, stdin, stdout, stderr }
  stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    // A reader that went away, as `head` does, has what it wanted.
    if (code === 'EPIPE') process.exit(0)
    say(io, `The output cannot be written (${code}).`)
    process.exit(1)
  })
  // Nobody is left to tell.
  stderr.on('error', () => {})
  process.on('uncaughtException', (thrown) => process.exit(statusOf(thrown, io)))
  process.exitCode = await main(process.argv.slice(2), io)
}
