import {
  type AnyProvider,
  type Claim,
  createSigner,
  type Decision,
  type Host,
  type Request,
  type Resolver,
  type Response,
  type Signer,
  type ToSend,
} from '@countersign/core'
import { type Connect, nodeSend } from '@countersign/hosts/node'
import {
  type ClientCertificate,
  certificateIn,
  checkPair,
  clientCertificateOf,
  pairOfFiles,
} from './client-certificate.js'
import { rethrowAdvised } from './network/advice.js'
import { connectTo } from './network/proxy.js'
import { timeoutOf } from './network/timeout.js'
import { nodeHost } from './node-host.js'
import { chosenProviders } from './providers.js'
import { sayForeignLetters, sentUrl } from './request.js'
import { keyIn, pemOf, readNamed, type SettingsOptions, settingsFrom } from './settings.js'
import { type Io, say, UsageError } from './terminal/io.js'
import { settingsForWebhooks } from './webhooks.js'

export interface SessionOptions extends SettingsOptions {
  readonly provider?: string | readonly string[]
  readonly cert?: string
  readonly key?: string
  readonly cacert?: string
  /** Seconds for each response, a token's too. */
  readonly timeout?: string
  /** Aborts the requests that are under way. */
  readonly signal?: AbortSignal
}

/** What a command signs and sends with. */
export interface Session {
  readonly providers: readonly AnyProvider[]
  readonly signer: Signer
  readonly settings: Resolver
  /** The file that was named with --dotenv. */
  readonly dotenv: string | undefined
  readonly host: Host
  /** Sends a request; a client certificate is shown only if a provider claims the URL. */
  send(request: ToSend): Promise<Response>
  /** A request with its URL as it is sent, so that this is what is signed. @throws all of `signer.decide` */
  sent(request: Request): Request
  /** How a URL is reached: whom to trust, a client certificate if a provider claims the URL, a proxy. */
  reach(url: string): Reach
  /** The client certificate that would be shown to a URL. */
  clientCertificate(url: string): ClientCertificate | undefined
}

type Make = (options: SessionOptions, io: Io, host?: Partial<Host>) => Session

/** Reads settings and files once. @throws {UsageError} on an unknown provider or half of a pair */
export const openSession: Make = (options, io, host = {}) => {
  const providers = chosenProviders(options.provider, io)
  const settings = settingsForWebhooks(settingsFrom(options, io), providers, urlOf(options), io)
  const files = filesFrom(options, settings)
  const holder: { signer?: Signer } = {}
  const ending = options.signal ? { signal: options.signal } : {}
  const sendWithin = (timeout: number) => async (request: ToSend) => {
    const decision = holder.signer?.decide(request.url)
    const connect = connectTo(request.url, io)
    const send = nodeSend({ timeout, maxBytes: MAX_RESPONSE, connect, ...ending, ...tlsOf(files, decision) })
    return send(request).catch((thrown) => rethrowAdvised(thrown, request, io))
  }
  const timeout = timeoutOf(options.timeout)
  const whole = {
    ...nodeHost({ name: 'The command line', send: sendWithin(timeout ?? TOKEN_SECONDS) }),
    ...host,
  }
  const signer = createSigner({ providers, settings, host: whole, warn: (message) => say(io, message) })
  holder.signer = signer
  return {
    providers,
    signer,
    settings,
    dotenv: options.dotenv,
    host: whole,
    send: sendWithin(timeout ?? API_SECONDS),
    sent: (request) => {
      // As it was written: a host that only a normalisation makes a provider's is refused.
      signer.decide(request.url)
      const url = sentUrl(request.url)
      sayForeignLetters(request.url, url, io)
      return { ...request, url }
    },
    reach: (url) => ({ ...tlsOf(files, signer.decide(url)), connect: connectTo(url, io) }),
    clientCertificate: (url) => shownTo(files, signer.decide(url)),
  }
}

/** The URL of a command that takes one. */
const urlOf = (options: SessionOptions & { readonly url?: unknown }) =>
  typeof options.url === 'string' ? [options.url] : []

// A token endpoint responds soon or not at all; an API may take its time.
const TOKEN_SECONDS = 30
const API_SECONDS = 60
const MAX_RESPONSE = 256 * 1024 * 1024

interface Files {
  readonly pair?: ClientCertificate
  readonly ca?: string
}

function filesFrom({ cert, key, cacert }: SessionOptions, settings: Resolver): Files {
  if (!cert !== !key) throw new UsageError('--cert and --key go together.')
  const ca = cacert ? readNamed(cacert, '--cacert') : pemOf(settings('COUNTERSIGN_CACERT'))
  if (ca !== undefined) certificateIn(ca, cacert ? '--cacert' : 'COUNTERSIGN_CACERT')
  return {
    ...(cert && key && { pair: pairOfFiles(keyIn(cert, '--cert'), keyIn(key, '--key')) }),
    ...(ca && { ca }),
  }
}

interface Tls {
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
}

export interface Reach extends Tls {
  readonly connect: Connect | undefined
}

/** What TLS needs to know: a client certificate is shown only if a provider claims the URL. */
function tlsOf(files: Files, decision: Decision | undefined): Tls {
  const pair = decision && shownTo(files, decision)
  if (pair) checkPair(pair)
  return { ...(files.ca && { ca: files.ca }), ...(pair && { cert: pair.cert, key: pair.key }) }
}

/** The pair of the command, else that of the provider's settings, if a provider claims the URL. */
const shownTo = (files: Files, decision: Decision): ClientCertificate | undefined =>
  decision.acts ? (files.pair ?? pairOf(decision)) : undefined

const pairOf = ({ provider, values }: Claim) => clientCertificateOf(provider, values)
