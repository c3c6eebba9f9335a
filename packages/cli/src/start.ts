import { version } from './version.js'

/** The program `countersign`. Scripts and other tools ask for its version: nothing else is loaded for that. */
export async function start(): Promise<void> {
  const { argv, stdout } = process
  if (argv.length === 3 && argv[2] === '--version') stdout.write(`${version()}\n`)
  else await (await import('./run.js')).run()
}
