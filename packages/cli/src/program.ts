import { Argument, Command, Option } from 'commander'
import { addFacts } from './help/text.js'
import type { Io } from './terminal/io.js'
import { painter } from './terminal/paint.js'
import { version } from './version.js'

export interface Outcome {
  status: number
}

const append = (value: string, before: string[] = []) => [...before, value]

/** All commands with their options. What a command does is loaded when it is called. */
export function makeProgram(io: Io, outcome: Outcome): Command {
  const program = new Command('countersign')
    .description('Signs, seals and sends API requests: one core for every tool.')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    })
    .configureHelp({ styleTitle: (title) => painter(io.stdout)('bold', title) })
    .showHelpAfterError('(see --help)')
  const add = (name: string, description: string) => {
    const command = program.command(name).description(description)
    command.copyInheritedSettings(program)
    return command
  }
  addRequestCommands(add, io, outcome)
  addQuestions(add, io, outcome)
  addSandbox(add, io)
  addTokens(add, io)
  addSetUp(add, io, outcome)
  addGenerate(add, io)
  addCompletion(add, program, io)
  addFacts(program)
  return program
}

type Add = (name: string, description: string) => Command

function addRequestCommands(add: Add, io: Io, outcome: Outcome): void {
  requestOptions(add('send', 'sign a request, send it, open the answer and print it'))
    .option('-i, --include', 'print the status line and the headers too')
    .option('--fail', 'end with status 1 on an answer of 400 and above')
    .option('--unsigned', 'send a request that no provider claims as it is')
    .action(async (method: string, url: string, options) => {
      const { send } = await import('./commands/send.js')
      outcome.status = await send({ method, url, ...options }, io)
    })
  requestOptions(add('sign', 'all of `send` but sending: print the signed request'))
    .option('--at <seconds>', 'the clock, in seconds since 1970')
    .option('--nonce <text>', 'the nonce, salt or the like, in place of a fresh one')
    .option('--offline', 'refuse where a token would have to be asked for')
    .action(async (method: string, url: string, options) => {
      const { sign } = await import('./commands/sign.js')
      await sign({ method, url, ...options }, io)
    })
}

function addQuestions(add: Add, io: Io, outcome: Outcome): void {
  requestOptions(add('explain', 'say what would be signed and how, step by step; sends nothing'))
    .option('--at <seconds>', 'the clock, in seconds since 1970')
    .option('--nonce <text>', 'the nonce, salt or the like, in place of a fresh one')
    .action(async (method: string, url: string, options) => {
      const { explain } = await import('./commands/explain/index.js')
      outcome.status = await explain({ method, url, ...options }, io)
    })
  fileOptions(add('verify', 'say whether a request that was sent was signed right, and why not'))
    .argument('[file]', 'raw HTTP, HAR or a curl command; - for standard input', '-')
    .option('--at <seconds>', 'the clock where the file tells none, in seconds since 1970 (default: now)')
    .option('--json', 'print one line of JSON')
    .action(async (file: string, options) => {
      const { verify } = await import('./commands/verify/index.js')
      outcome.status = await verify(file, options, io)
    })
  fileOptions(add('open', 'open a sealed answer and print what is in it'))
    .argument('[file]', 'the body of an answer, a whole answer, or a HAR; - for standard input', '-')
    .action(async (file: string, options) => {
      const { open } = await import('./commands/open.js')
      await open(file, options, io)
    })
}

/** What the commands that read a file of traffic take alike. */
function fileOptions(command: Command): Command {
  return settingsOptions(command).option('--entry <number>', 'only this one of the file, counted from 1')
}

function settingsOptions(command: Command): Command {
  return command
    .option('--dotenv <file>', 'settings from this file (default: .env where there is one)')
    .option('--set <setting>', 'a setting, as NAME=VALUE; may come again', append)
    .option('--provider <id>', 'only this provider; the host must still be one of its own')
}

/** What `send`, `sign` and the like take alike. */
export function requestOptions(command: Command): Command {
  return command
    .argument('<method>', 'GET, POST, …')
    .argument('<url>', 'in full, with its scheme')
    .option('-H, --header <header>', "a header, as 'Name: value'; may come again", append)
    .addOption(new Option('--body <text>', 'the body').conflicts('bodyFile'))
    .option('--body-file <file>', 'the file whose bytes are the body; - for standard input')
    .option('--dotenv <file>', 'settings from this file (default: .env where there is one)')
    .option('--set <setting>', 'a setting, as NAME=VALUE; may come again', append)
    .option('--provider <id>', 'only this provider; the host must still be one of its own')
    .option('--cert <file>', 'client certificate for mutual TLS, as PEM')
    .option('--key <file>', 'private key of the client certificate, as PEM')
    .option('--cacert <file>', 'authorities to trust, as PEM, in place of the built-in ones')
    .option('--json', 'print one line of JSON')
}

function addSandbox(add: Add, io: Io): void {
  add('sandbox', 'start local servers that verify every request as the providers would')
    .option('--provider <id>', 'only this provider; may come again', append)
    .option('--port <number>', 'port of the first provider; the next has the next (default: any free)')
    .option('--token-lifetime <seconds>', 'how long tokens last (default: as with the provider)')
    .option('--write-dotenv <file>', 'write the throwaway credentials as a .env file')
    .option('--write-postman <folder>', 'write Postman environments that hold them, ready to import')
    .option(
      '--write-pem <folder>',
      'write their keys and certificates as sandbox.NAME.pem, for tools that take paths',
    )
    .option('--plain-http', 'no mutual TLS: for tools without client certificates')
    .option('--json', 'print one line of JSON')
    .action(async (options) => {
      const { sandbox } = await import('./commands/sandbox/index.js')
      await sandbox(options, io)
    })
}

function addTokens(add: Add, io: Io): void {
  add('tokens', 'own the tokens that all virtual users and machines of a load test share')
    .option('--provider <id>', 'only this provider; may come again (default: all that are set up)', append)
    .option(
      '--listen <address>',
      'HOST:PORT; another machine can reach only what is not loopback',
      '127.0.0.1:8787',
    )
    .option('--drain <seconds>', 'between the last use of a token and its renewal', '1')
    .option('--dotenv <file>', 'settings from this file (default: .env where there is one)')
    .option('--set <setting>', 'a setting, as NAME=VALUE; may come again', append)
    .option('--cacert <file>', 'authorities to trust, as PEM, in place of the built-in ones')
    .option('--json', 'print one line of JSON')
    .action(async (options) => {
      const { tokens } = await import('./commands/tokens/index.js')
      await tokens(options, io)
    })
}

function addSetUp(add: Add, io: Io, outcome: Outcome): void {
  add('init', "ask for a provider's settings and write them into a .env that git ignores")
    .argument('[provider...]', 'imburse, inqud, …')
    .option('--set <setting>', 'a setting, as NAME=VALUE; may come again', append)
    .option('--out <file>', 'the file to write', '.env')
    .action(async (ids: string[], options) => {
      const { init } = await import('./commands/init.js')
      await init(ids, options, io)
    })
  add('doctor', 'say what is set up, what is missing or ends soon, and which tools are found')
    .option('--dotenv <file>', 'settings from this file (default: .env where there is one)')
    .option('--set <setting>', 'a setting, as NAME=VALUE; may come again', append)
    .option('--online', "compare the clock with the providers' hosts, without a credential")
    .option('--json', 'print one line of JSON')
    .action(async (options) => {
      const { doctor } = await import('./commands/doctor/index.js')
      outcome.status = await doctor(options, io)
    })
}

function addGenerate(add: Add, io: Io): void {
  add('generate', 'write ready-to-import files for a tool; no secret is in them')
    .argument('<tool>', 'postman, newman, insomnia, k6, k6-operator, github-actions')
    .argument('[provider...]', 'imburse, inqud, …; all of them where none is named')
    .requiredOption('--out <folder>', 'the folder to write into')
    .option(
      '--openapi <file>',
      "an OpenAPI file, whose operations become the requests of one provider's files",
    )
    .option('--force', 'write over files that are there')
    .option('--dry-run', 'list the files, and write none')
    .action(async (tool: string, ids: string[], options) => {
      const { generate } = await import('./commands/generate/index.js')
      await generate(tool, ids, options, io)
    })
}

function addCompletion(add: Add, program: Command, io: Io): void {
  add('completion', 'print a script that completes commands, options and their values in a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .action(async (shell: 'bash' | 'zsh' | 'fish') => {
      const { completion } = await import('./commands/completion/index.js')
      completion(shell, program, io)
    })
}
