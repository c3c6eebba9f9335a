import { existsSync, writeFileSync } from 'node:fs'
import { PROVIDER_IDS, type ProviderId, type Sandbox, startSandbox } from '@countersign/sandbox'
import { dotenvLine, writeDotenv } from '../../dotenv-file.js'
import { noProvider } from '../../providers.js'
import { readNamed } from '../../settings.js'
import { Failed, type Io, UsageError } from '../../terminal/io.js'
import { stopped } from '../../terminal/stop.js'

export interface SandboxCommand {
  readonly provider?: readonly string[]
  readonly port?: string
  readonly tokenLifetime?: string
  readonly writeDotenv?: string
  readonly writePostman?: string
  readonly writePem?: string
  readonly plainHttp?: boolean
  readonly json?: boolean
}

/** `countersign sandbox`: runs until SIGINT or SIGTERM. */
export async function sandbox(options: SandboxCommand, io: Io): Promise<void> {
  const lifetime =
    options.tokenLifetime === undefined
      ? undefined
      : numberOf('--token-lifetime', options.tokenLifetime, 1, 1e9)
  if (options.writeDotenv) checkDotenv(options.writeDotenv)
  const started = await startSandbox({
    providers: idsOf(options.provider),
    port: options.port === undefined ? 0 : numberOf('--port', options.port, 0, 65535),
    ...(lifetime !== undefined && { tokenLifetime: lifetime }),
    mastercard: { mutualTls: !options.plainHttp },
  })
  const stopping = stopped()
  // Servers that nobody was told of would keep the program alive.
  try {
    await writeAll(options, started)
    io.stdout.write(
      options.json
        ? `${JSON.stringify({ origins: started.origins, env: started.env })}\n`
        : shown(started, options),
    )
    await stopping
  } finally {
    await started.close()
  }
}

async function writeAll(
  { writeDotenv: dotenv, writePostman, writePem }: SandboxCommand,
  started: Sandbox,
): Promise<void> {
  if (dotenv) writeCredentials(dotenv, started.env)
  if (writePostman) {
    const { writePostmanEnvironments } = await import('./environments.js')
    writePostmanEnvironments(writePostman, started)
  }
  if (writePem) {
    const { writePems } = await import('./pems.js')
    writePems(writePem, started.env)
  }
}

function idsOf(ids: readonly string[] | undefined): readonly ProviderId[] {
  const known = (id: string): id is ProviderId => (PROVIDER_IDS as readonly string[]).includes(id)
  const unknown = ids?.find((id) => !known(id))
  if (unknown !== undefined) throw new UsageError(noProvider(unknown, PROVIDER_IDS))
  return ids === undefined ? PROVIDER_IDS : ids.filter(known)
}

function numberOf(option: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (/^\d+(\.\d+)?$/.test(text) && value >= least && value <= most) return value
  throw new UsageError(`${option} takes a number from ${least} to ${most}.`)
}

const HEADER = '# Throwaway credentials of the Countersign sandbox.'

/** Somebody's own .env is not written over. */
function checkDotenv(file: string): void {
  const before = existsSync(file) ? readNamed(file, '--write-dotenv') : ''
  if (before.trim() === '' || before.startsWith(HEADER)) return
  throw new Failed(`${file} holds settings that are not the sandbox's. Name another file, or move it away.`)
}

function writeCredentials(file: string, env: Readonly<Record<string, string>>): void {
  writeFileSync(file, `${HEADER}\n`, { mode: 0o600 })
  writeDotenv(file, env)
}

function shown({ origins, env }: Sandbox, { writeDotenv: file }: SandboxCommand): string {
  const where = Object.entries(origins).map(([id, origin]) => `  ${id.padEnd(14)} ${origin}`)
  const credentials = file
    ? [`Its throwaway credentials are in ${file}. In another terminal:`, `  ${example(origins, file)}`]
    : [
        'Throwaway credentials:',
        ...Object.entries(env).map(([name, value]) => `  ${dotenvLine(name, value)}`),
      ]
  return `${['The sandbox listens:', ...where, '', ...credentials, '', 'Ctrl-C ends it.'].join('\n')}\n`
}

function example(origins: Readonly<Record<string, string>>, file: string): string {
  const [, origin] =
    Object.entries(origins).find(([id]) => id === 'inqud') ?? Object.entries(origins)[0] ?? []
  return `countersign send POST ${origin}/v1/things --body '{"amount": 50}' --dotenv ${file}`
}
