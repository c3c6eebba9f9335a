import { existsSync } from 'node:fs'
import { type Example, examplesOf } from '@countersign/core/provider'
import type { RunningPage } from '@countersign/page'
import {
  type OwnProvider,
  PROVIDER_IDS,
  type ProviderId,
  type Sandbox,
  startSandbox,
} from '@countersign/sandbox'
import { writeDotenv, writePrivate } from '../../dotenv/write.js'
import { noProvider, providersOf } from '../../providers.js'
import { readNamed } from '../../settings.js'
import { column } from '../../terminal/column.js'
import { Failed, type Io, UsageError } from '../../terminal/io.js'
import { stopped } from '../../terminal/stop.js'
import { commandLine, shellWord } from '../../terminal/word.js'
import { numbersIn, type SandboxCommand } from './options.js'
import { openInBrowser } from './page/open.js'
import { Relay } from './page/source.js'

export type { SandboxCommand }

/** `countersign sandbox`: runs until SIGINT or SIGTERM. */
export async function sandbox(options: SandboxCommand, io: Io): Promise<void> {
  const { port, lifetime, pagePort } = numbersIn(options)
  const wantsPage = options.page !== undefined || options.open === true
  if (options.writeDotenv) checkDotenv(options.writeDotenv)
  const relay = wantsPage ? new Relay() : undefined
  const { providers, own } = await servedBy(options.provider, io)
  const started = await startSandbox({
    providers,
    own,
    port,
    ...(lifetime !== undefined && { tokenLifetime: lifetime }),
    mastercard: { mutualTls: !options.plainHttp },
    mastercardOauth: { encryption: true },
    ...(relay && { onEvent: relay.emit }),
  })
  const stopping = stopped()
  let page: RunningPage | undefined
  // Servers that nobody knows of would keep the program alive.
  try {
    await writeAll(options, started, io)
    page = relay && (await pageOf(started, relay, pagePort, options, io))
    const { origins, env } = started
    io.stdout.write(
      options.json
        ? `${JSON.stringify({ origins, env, ...(page && { page: page.url }) })}\n`
        : shown(started, { own, page: page?.url }, options, io),
    )
    if (options.open && page) await openInBrowser(page.url, io)
    await stopping
  } finally {
    await page?.close()
    await started.close()
  }
}

async function pageOf(
  started: Sandbox,
  relay: Relay,
  port: number,
  options: SandboxCommand,
  io: Io,
): Promise<RunningPage> {
  const { sandboxPage } = await import('./page/index.js')
  return sandboxPage(started, relay, { port, dotenv: options.writeDotenv, pems: options.writePem }, io)
}

async function writeAll(
  { writeDotenv: dotenv, writePostman, writeInsomnia, writePem }: SandboxCommand,
  started: Sandbox,
  io: Io,
): Promise<void> {
  if (dotenv) writeCredentials(dotenv, started.env)
  if (writePostman) {
    const { writePostmanEnvironments } = await import('./environments.js')
    writePostmanEnvironments(writePostman, started, providersOf(io))
  }
  if (writeInsomnia) {
    const { writeInsomniaEnvironments } = await import('./environments.js')
    writeInsomniaEnvironments(writeInsomnia, started, providersOf(io))
  }
  if (writePem) {
    const { writePems } = await import('./pems.js')
    writePems(writePem, started.env)
  }
}

/** Whom the sandbox serves: Countersign's own providers and those of `--use`, or those that `--provider` names. */
async function servedBy(
  ids: readonly string[] | undefined,
  { used = [] }: Io,
): Promise<{ providers: readonly ProviderId[]; own: readonly OwnProvider[] }> {
  const all: readonly string[] = [...PROVIDER_IDS, ...used.map(({ provider }) => provider.id)]
  const unknown = ids?.find((id) => !all.includes(id))
  if (unknown !== undefined) throw new UsageError(noProvider(unknown, all))
  const isAsked = (id: string) => ids === undefined || ids.includes(id)
  const asked = used.filter(({ provider }) => isAsked(provider.id))
  // Only whoever has providers of their own loads what loads them.
  const own = asked.length === 0 ? [] : await (await import('./own.js')).ownSandboxes(asked)
  return { providers: PROVIDER_IDS.filter(isAsked), own }
}

const HEADER = '# Throwaway credentials of the Countersign sandbox.'

/** A .env of somebody's own is not overwritten. */
function checkDotenv(file: string): void {
  const before = existsSync(file) ? readNamed(file, '--write-dotenv') : ''
  if (before.trim() === '' || before.startsWith(HEADER)) return
  throw new Failed(`${file} holds settings that are not the sandbox's. Name another file, or move it away.`)
}

function writeCredentials(file: string, env: Readonly<Record<string, string>>): void {
  writePrivate(file, `${HEADER}\n`)
  writeDotenv(file, env)
}

function shown(
  { origins }: Sandbox,
  { own, page }: { own: readonly OwnProvider[]; page: string | undefined },
  options: SandboxCommand,
  io: Io,
): string {
  const echoed = new Set(
    own.filter(({ verifier, definition }) => !verifier && definition === undefined).map(({ id }) => id),
  )
  const padded = column(Object.keys(origins))
  const where = Object.entries(origins).map(
    ([id, origin]) =>
      `  ${padded(id)}${origin}${echoed.has(id) ? `  echoes only, no second opinion: there is no ${id}.sandbox.ts` : ''}`,
  )
  const isWritten = options.writeDotenv ?? options.writePostman ?? options.writeInsomnia ?? options.writePem
  const next = page === undefined || isWritten ? nextSteps(origins, options, io) : []
  const lines = page === undefined ? next : [`See what arrives, and copy settings, at ${page}`, ...next]
  return `${['The sandbox is listening:', ...where, '', ...lines, '', 'Ctrl-C stops it.'].join('\n')}\n`
}

/** Where the throwaway credentials are, or how to get them. */
function nextSteps(origins: Sandbox['origins'], options: SandboxCommand, io: Io): string[] {
  const started = commandLine(io, ...(io.args ?? ['sandbox']))
  const { writeDotenv: file, writePostman, writeInsomnia, writePem } = options
  if (file)
    return [
      `Its throwaway credentials are in ${file}. In another terminal:`,
      `  ${example(origins, file, io)}${again(options)}`,
    ]
  const folders = [writePostman, writeInsomnia, writePem].filter((folder) => folder !== undefined)
  if (folders.length > 0) return [`Its throwaway credentials are in ${folders.join(', ')}.`]
  return [
    'To use it, you need its throwaway credentials. Stop it, and start it again in one of these ways, for a',
    '.env file, Postman, Insomnia, or a program:',
    `  ${started} --write-dotenv sandbox.env`,
    `  ${started} --write-postman .`,
    `  ${started} --write-insomnia .`,
    `  ${started} --json`,
  ]
}

/** The options that the next command needs again. */
const again = ({ use = [] }: SandboxCommand) => use.map((file) => ` --use ${shellWord(file)}`).join('')

/** A request of the provider's own examples that is short enough to type. */
function example(origins: Sandbox['origins'], file: string, io: Io): string {
  const all = Object.entries(origins)
  const first = (id = '') => all.find(([one]) => one === id)
  // Who brought a provider has come for it.
  const [id, origin] = first(io.used?.[0]?.provider.id) ?? first('inqud') ?? all[0] ?? []
  const provider = providersOf(io).find((one) => one.id === id)
  const requests = provider ? examplesOf(provider) : []
  const { method, path, body } = requests.find(isShort) ?? NO_EXAMPLE
  return commandLine(
    io,
    'send',
    method,
    `${origin}${path}`,
    ...(body ? ['--body', body] : []),
    '--dotenv',
    file,
  )
}

const isShort = ({ body = '', asksForToken }: Example) => !asksForToken && /^[^'\n]{0,80}$/.test(body)

const NO_EXAMPLE: Example = { name: '', method: 'GET', path: '/' }
