import { existsSync } from 'node:fs'
import type { RunningPage } from '@countersign/page'
import { PROVIDER_IDS, type ProviderId, type Sandbox, startSandbox } from '@countersign/sandbox'
import { writeDotenv, writePrivate } from '../../dotenv/write.js'
import { noProvider, providersOf } from '../../providers.js'
import { readNamed } from '../../settings.js'
import { Failed, type Io, UsageError } from '../../terminal/io.js'
import { stopped } from '../../terminal/stop.js'
import { banner } from './banner.js'
import { numbersIn, type SandboxCommand } from './options.js'
import type { OwnSandbox } from './own.js'
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
        : banner(started, { own, page: page?.url }, options, io),
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
): Promise<{ providers: readonly ProviderId[]; own: readonly OwnSandbox[] }> {
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
