import { relative } from 'node:path'
import { release } from '@countersign/bundle/release'
import { asksForHelp } from './help/asked.js'
import { main } from './main.js'
import { statusOf } from './terminal/failures.js'
import { say } from './terminal/io.js'
import { shellWord } from './terminal/word.js'

const NAME = 'countersign'

/** What to type to start this program again, in this folder. */
export function startedAs([, file = '']: readonly string[], env: NodeJS.ProcessEnv): string {
  const [agent = ''] = (env.npm_config_user_agent ?? '').split(' ')
  // A script of a package.json.
  if (env.npm_lifecycle_event === 'countersign' && agent.startsWith('pnpm/'))
    return `npx -y pnpm@${agent.slice('pnpm/'.length)} countersign`
  if (env.npm_lifecycle_event === 'countersign') return 'npm run countersign --'
  const isInstalled = /[\\/]node_modules[\\/]/.test(file)
  const isInCache = /[\\/]_npx[\\/]/.test(file)
  // From npm's cache: only a name that is on npm can be asked for again.
  if (env.npm_command === 'exec' && isInstalled && (release.npm.cli || !isInCache)) return `npx ${NAME}`
  if (!isInCache && (!file.endsWith('.js') || isInstalled)) return NAME
  const path = relative(process.cwd(), file) || file
  return `node ${shellWord(path)}`
}

/** The command line as a process: the program `countersign`. */
export async function run(): Promise<void> {
  const { argv, env, stdin, stdout, stderr } = process
  const args = argv.slice(2)
  const own = { env, stdin, stdout, stderr, command: startedAs(argv, env) }
  const io = asksForHelp(args) ? own : (await import('./terminal/with-secrets.js')).withSecrets(own)
  stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    // A reader that went away, as `head` does, has what it wanted.
    if (code === 'EPIPE') process.exit(0)
    say(io, `The output cannot be written (${code}).`)
    process.exit(1)
  })
  // Nobody is left to tell.
  stderr.on('error', () => {})
  process.on('uncaughtException', (thrown) => process.exit(statusOf(thrown, io)))
  process.exitCode = await main(args, io)
}
