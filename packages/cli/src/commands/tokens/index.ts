import { setTimeout as delay } from 'node:timers/promises'
import { type AnyProvider, providers as all, type Resolver, readSettings } from '@countersign/core'
import { providerNamed } from '../../providers.js'
import { openSession, type SessionOptions } from '../../session.js'
import { Failed, type Io, say, UsageError } from '../../terminal/io.js'
import { stopped } from '../../terminal/stop.js'
import { makeOwner } from './broker.js'
import { addressOf, ended, listen } from './listen.js'
import { secretFor } from './secret.js'
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
  const secret = secretFor(address.isLocal, settings('COUNTERSIGN_TOKENS_SECRET'))
  const owner = makeOwner({
    providers: ids === undefined ? inUse(settings) : ids.map(named),
    settings,
    host,
    drain,
    wait: (seconds) => delay(seconds * 1000, undefined, { ref: false }),
    say: (message) => say(io, message),
  })
  const server = tokenServer({ owner, now: host.now, secret })
  const stopping = stopped()
  const url = await listen(server, address)
  io.stdout.write(options.json ? `${JSON.stringify({ url })}\n` : shown(url, secret))
  await stopping
  ending.abort()
  await ended(server)
}

/** The providers with tokens of which something is set. @throws {Failed} where there is none */
function inUse(settings: Resolver): AnyProvider[] {
  const found = all.filter(
    (provider) => provider.tokens && Object.keys(readSettings(provider, settings)).length > 0,
  )
  if (found.length > 0) return found
  const ids = all.filter((provider) => provider.tokens).map(({ id }) => id.toUpperCase())
  throw new Failed(
    `There is no token to own: no setting of ${ids.map((id) => `${id}_…`).join(' or ')} is there.`,
  )
}

/** @throws {UsageError} on an unknown provider, or one without tokens */
function named(id: string): AnyProvider {
  const provider = providerNamed(id)
  if (provider.tokens) return provider
  throw new UsageError(`${provider.name} has no tokens to share.`)
}

function secondsOf(text: string): number {
  const seconds = Number(text)
  if (/^\d+(\.\d+)?$/.test(text) && seconds <= 60) return seconds
  throw new UsageError('--drain takes a number of seconds from 0 to 60.')
}

function shown(url: string, secret: string | undefined): string {
  const lines = [`Tokens are handed out at ${url}. For k6:`, `  export COUNTERSIGN_TOKENS=${url}`]
  if (secret !== undefined) lines.push('  and COUNTERSIGN_TOKENS_SECRET, as it is set here')
  return `${[...lines, 'Ctrl-C ends it.'].join('\n')}\n`
}
