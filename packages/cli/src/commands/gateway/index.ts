import { setTimeout as delay } from 'node:timers/promises'
import { memoryTokens } from '@countersign/core'
import { allowedBy, createGateway, type Passed, type Route } from '@countersign/gateway'
import { nodeNow } from '@countersign/hosts/node'
import { adviceOn } from '../../network/advice.js'
import { timeoutOf } from '../../network/timeout.js'
import { addressOf, listen } from '../../server/listen.js'
import { secretFor } from '../../server/secret.js'
import { openSession, type SessionOptions } from '../../session.js'
import { type Io, report, say, UsageError } from '../../terminal/io.js'
import { stopped } from '../../terminal/stop.js'
import { GatewayTraffic, gatewayPage } from './page.js'
import { routesFor, served, wrongIn } from './routes.js'

export interface GatewayCommand extends SessionOptions {
  readonly provider?: readonly string[]
  readonly listen: string
  readonly to?: readonly string[]
  readonly allow?: readonly string[]
  readonly strict?: boolean
  readonly cors?: readonly string[]
  readonly maxBody?: string
  readonly json?: boolean
  readonly page?: string | boolean
}

const SECRET = 'COUNTERSIGN_GATEWAY_SECRET'
// Seconds that a token's last requests have to end before a new one ends the token.
const DRAIN = 1

/** `countersign gateway`: signs what passes, until SIGINT or SIGTERM. */
export async function gateway(options: GatewayCommand, io: Io): Promise<void> {
  const address = addressOf(options.listen)
  const tokens = memoryTokens({ now: nodeNow, drain: DRAIN, wait: (seconds) => delay(seconds * 1000) })
  const session = openSession({ ...options, repeatsNotes: true }, io, { tokens })
  // Before the routes: a wrong use is said first, whatever the settings are.
  const read = {
    allowed: (options.allow ?? []).map(inUsage(allowedBy)),
    secret: secretFor(SECRET, address.isLocal, session.settings(SECRET)),
    origins: (options.cors ?? []).map(pageOrigin),
    ...(options.maxBody !== undefined && { maxBody: bytesIn(options.maxBody) }),
  }
  const seconds = timeoutOf(options.timeout)
  const providers = served(options.provider, session, io)
  const routes = routesFor(providers, options.to, session)
  const traffic = options.page === undefined ? undefined : new GatewayTraffic(routes)
  const { server, close } = createGateway({
    ...(traffic && { watch: traffic.watch }),
    signer: session.signer,
    routes,
    reach: (origin) => ({
      ...session.reach(`${origin}/`),
      advise: (failed) => adviceOn({ url: origin, failed }, io),
    }),
    ...(seconds !== undefined && { timeout: seconds }),
    ...read,
    strict: options.strict ?? false,
    isLocal: address.isLocal,
    log: (passed) => report(io, options.json ? `${JSON.stringify(passed)}\n` : line(passed)),
  })
  const stopping = stopped()
  const url = await listen(server, address)
  checkLoop(url, routes)
  const page = traffic && (await gatewayPage(traffic, routes, portIn(options.page), session, io))
  io.stdout.write(
    options.json
      ? `${JSON.stringify({ url, ...(page && { page: page.url }) })}\n`
      : shown(url, routes, page?.url),
  )
  const wrong = wrongIn(providers, session)
  if (wrong) say(io, wrong)
  await stopping
  await close()
  await page?.close()
}

/** A message about an option is a wrong use of the command. */
const inUsage =
  <Made>(read: (text: string) => Made) =>
  (text: string): Made => {
    try {
      return read(text)
    } catch (thrown) {
      throw new UsageError((thrown as Error).message)
    }
  }

function pageOrigin(text: string): string {
  if (URL.canParse(text) && new URL(text).origin === text) return text
  throw new UsageError(
    '--cors takes an origin as browsers write it: scheme, host and port, as in http://localhost:3000.',
  )
}

function bytesIn(text: string): number {
  if (/^\d{1,12}$/.test(text)) return Number(text)
  throw new UsageError('--max-body takes a number of bytes.')
}

function checkLoop(url: string, routes: readonly Route[]): void {
  const own = new URL(url).port
  const isOwn = ({ origin }: Route) => {
    const { hostname, port } = new URL(origin)
    return port === own && /^(?:localhost|127\.|\[::1\])/.test(hostname)
  }
  if (routes.some(isOwn)) throw new UsageError('--to names the gateway itself.')
}

/** `POST /v1/payouts inqud 200 12 ms`, and why, if the gateway refused it. */
const line = ({ method, path, provider = '-', status, milliseconds, detail }: Passed) =>
  `${method} ${path} ${provider} ${status} ${Math.round(milliseconds)} ms${detail ? `: ${detail}` : ''}\n`

function portIn(text: string | boolean | undefined): number {
  if (typeof text !== 'string') return 0
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65535) return Number(text)
  throw new UsageError('--page takes a port, from 0 to 65535.')
}

function shown(url: string, routes: readonly Route[], page?: string): string {
  const lines = routes.map(
    ({ provider: { id }, origin, base = '' }) => `  ${url}/${id}/… → ${origin}${base}/…`,
  )
  const seen = page === undefined ? [] : [`See what passes at ${page}`]
  return `${['Signing what passes:', ...lines, ...seen, 'Ctrl-C stops it.'].join('\n')}\n`
}
