import { type AnyProvider, baseUrlOf, missingTexts, type Resolver, readSettings } from '@countersign/core'
import { pathsOf } from '@countersign/core/deciding/choice'
import { reasonOf } from '@countersign/core/errors'
import type { Route } from '@countersign/gateway'
import { chosenProviders } from '../../providers.js'
import type { Session } from '../../session.js'
import { type Io, UsageError } from '../../terminal/io.js'
import { hostAlike, listing, onlyLike } from '../sign/alike.js'

/** The providers to serve: those named, else those that have settings, else all, whose requests say what is missing. */
export function served(
  ids: readonly string[] | undefined,
  { settings }: Session,
  io: Io,
): readonly AnyProvider[] {
  const all = chosenProviders(ids, io)
  if (ids !== undefined) return all
  const inUse = all.filter((provider) => isInUse(provider, settings))
  return inUse.length > 0 ? inUse : all
}

const isInUse = (provider: AnyProvider, settings: Resolver) =>
  Object.keys(readSettings(provider, settings)).length > 0

/** What is wrong with the settings, for whoever starts the gateway: its callers would hear of it with each request. */
export function wrongIn(providers: readonly AnyProvider[], session: Session): string | undefined {
  const wrong = providers.map((provider) => wrongWith(provider, session))
  if (wrong.every((texts) => texts.length === 0)) return undefined
  const { settings, dotenv } = session
  const isNone = providers.length > 1 && !providers.some((provider) => isInUse(provider, settings))
  const what = isNone ? 'no provider has its settings' : wrong.flat().join(', ')
  const advice = dotenv ? `Correct ${dotenv}` : 'Name the file of the settings with --dotenv'
  return `Requests will be refused: ${what}. ${advice}, or run \`countersign init\`.`
}

function wrongWith(provider: AnyProvider, { settings, signer }: Session): string[] {
  const missing = missingTexts(provider, readSettings(provider, settings), settings)
  if (missing.length > 0) return missing
  try {
    signer.ready(provider)
    return []
  } catch (thrown) {
    return [reasonOf(thrown).replace(/\.$/, '')]
  }
}

/**
 * Where each provider's requests go: its base URL, or the host that `--to` names.
 * @throws {UsageError} on a host that is not the provider's
 */
export function routesFor(
  providers: readonly AnyProvider[],
  to: readonly string[] | undefined,
  session: Session,
): readonly Route[] {
  const named = new Map((to ?? []).map((text) => toOf(text, providers)))
  return providers.map((provider) => {
    const origin = named.get(provider.id)
    const { origin: own, pathname } = new URL(baseUrlOf(provider))
    const base = pathname.replace(/\/$/, '')
    const route =
      origin === undefined ? { provider, origin: own, ...(base && { base }) } : { provider, origin }
    checkHost(route, session)
    return route
  })
}

/** `ORIGIN` of the only provider, or `ID=ORIGIN`. */
function toOf(text: string, providers: readonly AnyProvider[]): [id: string, origin: string] {
  const [, id, rest = text] = /^([a-z0-9-]+)=(.*)$/s.exec(text) ?? []
  const [only, ...others] = providers
  if (id === undefined && others.length > 0)
    throw new UsageError(
      `With several providers --to takes ID=ORIGIN, as in ${only?.id}=https://sandbox.example.com.`,
    )
  const provider = id === undefined ? only : providers.find((one) => one.id === id)
  if (!provider)
    throw new UsageError(
      `--to names ${id}, which is not served here: ${providers.map((one) => one.id).join(', ')}.`,
    )
  return [provider.id, originIn(rest)]
}

function originIn(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isOrigin = url && /^https?:$/.test(url.protocol) && /^[a-z]+:\/\/[^/?#@]+\/?$/i.test(text)
  if (!isOrigin)
    throw new UsageError('--to takes scheme, host and port, as in https://api.example.com:8443, and no path.')
  return url.origin
}

/** Only the provider's own hosts get its credential; a mistake shows now and not with the first request. */
function checkHost({ provider, origin, base = '' }: Route, { signer, settings }: Session): void {
  const [path = '/'] = pathsOf(provider, settings) ?? []
  const decision = signer.decide(`${origin}${base}${path}`)
  if (decision.acts ? decision.provider === provider : decision.reason === 'unconfigured') return
  const why = decision.acts
    ? `it is a host of ${decision.provider.name}`
    : `${decision.why}${onlyLike(hostAlike(new URL(origin).hostname, [provider]))}`
  throw new UsageError(
    `${provider.name}: nothing is signed for ${origin}: ${why}. Correct --to. ${listing(provider)}`,
  )
}
