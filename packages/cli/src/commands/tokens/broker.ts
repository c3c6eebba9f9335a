import { createHash } from 'node:crypto'
import {
  type AnyProvider,
  CountersignError,
  createSigner,
  type Host,
  type Lease,
  memoryTokens,
  obtainToken,
  type Resolver,
  type Token,
  type TokenSource,
  withPromises,
} from '@countersign/core'
import { NoToken } from './no-token.js'
import { createRefusals, type Refusal } from './refusals.js'

/** Who wants a token, and for where. */
export interface Question {
  /** Provider id. */
  readonly provider: string
  /** Scheme, host and port that the token will be sent to. */
  readonly origin: string
  /** SHA-256, in hex, of a token that the provider refused. */
  readonly refused?: string | undefined
}

export interface BrokerOptions {
  /** The providers whose tokens it owns. */
  readonly providers: readonly AnyProvider[]
  readonly settings: Resolver
  readonly host: Host
  /** Seconds between the last use of a token and its renewal, for requests still on their way. */
  readonly drain: number
  readonly wait: (seconds: number) => Promise<void>
  /** Hears of each renewal and each refusal. */
  readonly say: (message: string) => void
}

/** The one owner of the tokens that many programs use. */
export interface Broker {
  /** @throws {NoToken} if the question is wrong, or the provider gives no token */
  lease(question: Question): Promise<Lease>
  /** The token requests whose last response was a refusal. */
  refusals(): readonly Refusal[]
}

/** @throws {CountersignError} if a setting is missing or wrong */
export function createBroker({ providers, settings, host, drain, wait, say }: BrokerOptions): Broker {
  const signer = createSigner({ providers, settings, host, warn: say })
  const store = memoryTokens({ now: host.now, drain, wait })
  const held = new Map<string, string>()
  const refusals = createRefusals(host.now)
  for (const provider of providers) signer.ready(provider)

  /** The host must be the provider's own: a token is never given for another. */
  function sourceFor({ provider: id, origin }: Question): TokenSource {
    const provider = providers.find((one) => one.id === id)
    if (!provider)
      throw new NoToken(404, `This broker has no provider "${id.slice(0, 40)}"; it has ${idsOf(providers)}.`)
    const decision = signer.decide(origin)
    if (!decision.acts) throw new NoToken(403, `No token for ${provider.name}: ${decision.why}.`)
    if (decision.provider !== provider) {
      const owner = decision.provider.name
      throw new NoToken(403, `No token for ${provider.name}: ${decision.url.host} is a host of ${owner}.`)
    }
    const source = signer.tokens(origin)
    if (!source) throw new NoToken(400, `${provider.name} has no tokens to share.`)
    if (source.use === 'once') throw new NoToken(400, `Each request to ${provider.name} needs its own token.`)
    return source
  }

  async function obtain(source: TokenSource): Promise<Token> {
    refusals.check(source)
    try {
      const token = await withPromises(obtainToken(source, host))
      refusals.forget(source)
      held.set(source.key, token.value)
      say(`${source.provider}: a token for ${source.origin}, valid for ${secondsLeft(token)} s`)
      return token
    } catch (thrown) {
      const { reason, wait } = refusals.note(source, thrown)
      const next = wait > 0 ? `in ${wait} s at the earliest` : 'with the next request'
      say(`${source.provider}: ${reason} The next try is ${next}.`)
      throw thrown
    }
  }

  const secondsLeft = ({ expiresAt }: Token) => Math.round(expiresAt - host.now())

  function forget(source: TokenSource, refused: string | undefined): void {
    const token = held.get(source.key)
    if (token !== undefined && refused === sha256(token)) store.drop(source, token)
  }

  return {
    refusals: refusals.list,
    async lease(question) {
      try {
        const source = sourceFor(question)
        forget(source, question.refused)
        return await store.get(source, () => obtain(source))
      } catch (thrown) {
        throw thrown instanceof CountersignError ? new NoToken(502, thrown.message) : thrown
      }
    },
  }
}

const idsOf = (providers: readonly AnyProvider[]) => providers.map(({ id }) => id).join(', ')
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
