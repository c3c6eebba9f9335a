import {
  type AnyProvider,
  providers as all,
  createSigner,
  type Host,
  type Request,
  type Resolver,
  type Response,
  type Signer,
} from '@countersign/core'
import { nodeHost, nodeSend } from '@countersign/hosts/node'
import { type Io, say, UsageError } from './io.js'
import { pemOf, readNamed, type SettingsOptions, settingsFrom, warnOfSecrets } from './settings.js'

export interface SessionOptions extends SettingsOptions {
  readonly provider?: string
  readonly cert?: string
  readonly key?: string
  readonly cacert?: string
}

/** What a command signs and sends with. */
export interface Session {
  readonly signer: Signer
  readonly settings: Resolver
  /** Sends to a URL; a client certificate is shown only where the URL is its provider's. */
  send(request: Request): Promise<Response>
}

type Make = (options: SessionOptions, io: Io, host?: Partial<Host>) => Session

/** Reads settings and files once. @throws {UsageError} on an unknown provider or half of a pair */
export const openSession: Make = (options, io, host = {}) => {
  const providers = chosen(options.provider)
  warnOfSecrets(options.set, all, io)
  const settings = settingsFrom(options, io)
  const files = filesFrom(options, settings)
  const warn = (message: string) => say(io, message)
  const holder: { signer?: Signer } = {}
  const sendWithin = (timeout: number) => (request: Request) => {
    const decision = holder.signer?.decide(request.url)
    const shown = decision?.acts ? pairOf(files, decision.values) : {}
    const ca = files.ca === undefined ? {} : { ca: files.ca }
    return nodeSend({ timeout, maxBytes: 256 * 1024 * 1024, ...ca, ...shown })(request)
  }
  const signer = createSigner({
    providers,
    settings,
    warn,
    host: { ...nodeHost({ name: 'The command line', send: sendWithin(TOKEN_SECONDS) }), ...host },
  })
  holder.signer = signer
  return { signer, settings, send: sendWithin(API_SECONDS) }
}

// A token endpoint answers soon or not at all; an API may take its time.
const TOKEN_SECONDS = 30
const API_SECONDS = 300

function chosen(id: string | undefined): readonly AnyProvider[] {
  if (id === undefined) return all
  const found = all.filter((provider) => provider.id === id)
  if (found.length > 0) return found
  throw new UsageError(
    `There is no provider "${id}"; there are ${all.map((provider) => provider.id).join(', ')}.`,
  )
}

interface Files {
  readonly cert?: string
  readonly key?: string
  readonly ca?: string
}

function filesFrom({ cert, key, cacert }: SessionOptions, settings: Resolver): Files {
  if (!cert !== !key) throw new UsageError('--cert and --key go together.')
  const ca = cacert ? readNamed(cacert, '--cacert') : pemOf(settings('COUNTERSIGN_CACERT'))
  return {
    ...(cert && { cert: readNamed(cert, '--cert') }),
    ...(key && { key: readNamed(key, '--key') }),
    ...(ca && { ca }),
  }
}

/** The pair of the command, else that of the provider's settings. */
function pairOf({ cert, key }: Files, values: Readonly<Record<string, string | undefined>>) {
  const [certificate, privateKey] = [cert ?? values.clientCertificate, key ?? values.clientKey]
  return certificate && privateKey ? { cert: certificate, key: privateKey } : {}
}
