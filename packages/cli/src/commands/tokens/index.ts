import { setTimeout as delay } from 'node:timers/promises'
import { type AnyProvider, type Resolver, readSettings, settingName } from '@countersign/core'
import { providerNamed, providersOf } from '../../providers.js'
import { addressOf, ended, listen } from '../../server/listen.js'
import { secretFor } from '../../server/secret.js'
import { openSession, type SessionOptions } from '../../session.js'
import { Failed, type Io, say, UsageError } from '../../terminal/io.js'
import { shellOf } from '../../terminal/shell.js'
import { stopped } from '../../terminal/stop.js'
import { createBroker } from './broker.js'
import { tokenServer } from './server.js'

export interface TokensCommand extends Omit<SessionOptions, 'provider'> {
  readonly provider?: readonly string[]
  readonly listen: string
  readonly drain: string
  readonly json?: boolean
}

/** `countersign tokens`: owns the tokens that many programs share, until SIGINT or SIGTERM. */
export async function tokens(options: TokensCommand, io: Io): Promise<void> {
  const { provider: ids, ...rest } = options
  const address = addressOf(options.listen)
  const drain = secondsOf(options.drain)
  const ending = new AbortController()
  const { settings, host } = openSession({ ...rest, signal: ending.signal }, io)
  const secret = secretFor(SECRET, address.isLocal, settings(SECRET))
  const broker = createBroker({
    providers: ids === undefined ? inUse(settings, io) : ids.map((id) => named(id, io)),
    settings,
    host,
    drain,
    wait: (seconds) => delay(seconds * 1000, undefined, { ref: false }),
    say: (message) => say(io, message),
  })
  const server = tokenServer({ broker, now: host.now, secret, ending: ending.signal })
  const stopping = stopped()
  const url = await listen(server, address)
  io.stdout.write(options.json ? `${JSON.stringify({ url })}\n` : shown(url, secret))
  await stopping
  ending.abort()
  await ended(server)
}

const SECRET = 'COUNTERSIGN_TOKENS_SECRET'

/** The providers with tokens that have settings. @throws {Failed} if there are none */
function inUse(settings: Resolver, io: Io): AnyProvider[] {
  const able = providersOf(io).filter((provider) => provider.tokens)
  const found = able.filter((provider) => Object.keys(readSettings(provider, settings)).length > 0)
  if (found.length > 0) return found
  const prefixes = able.map(({ id }) => `${settingName(id, '')}…`)
  throw new Failed(`There are no tokens to share: set ${prefixes.join(' or ')}.`)
}

/** @throws {UsageError} on an unknown provider, or one without tokens */
function named(id: string, io: Io): AnyProvider {
  const provider = providerNamed(id, io)
  if (provider.tokens) return provider
  throw new UsageError(`${provider.name} has no tokens to share.`)
}

function secondsOf(text: string): number {
  const seconds = Number(text)
  if (/^\d+(\.\d+)?$/.test(text) && seconds <= 60) return seconds
  throw new UsageError('--drain takes a number of seconds from 0 to 60.')
}

function shown(url: string, secret: string | undefined): string {
  const lines = [`Sharing tokens at ${url}. For k6:`, `  ${shellOf().sets('COUNTERSIGN_TOKENS', url)}`]
  if (secret !== undefined) lines.push('  and COUNTERSIGN_TOKENS_SECRET, with the same value as here')
  return `${[...lines, 'Ctrl-C stops it.'].join('\n')}\n`
}
