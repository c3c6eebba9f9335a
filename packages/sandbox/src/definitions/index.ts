import { echo } from '../echo.js'
import { ReplayGuard } from '../replay-guard.js'
import { Tokens } from '../tokens.js'
import type { Times, Verifier } from '../verifier.js'
import { credentialsFor, variableOf } from './credentials.js'
import { readKnown } from './definition.js'
import { evaluate } from './evaluate.js'
import { stepsNamedIn } from './steps.js'
import { tokenResponse, verifyTokenRequest } from './token.js'
import { type Against, verify } from './verify.js'
import { World } from './world.js'

const LIFETIME = 300
// Shorter values stand in headers by chance.
const SHORTEST_SECRET = 8

/**
 * Throwaway settings for a definition by their names in code, in the form that its steps need.
 * @param text the definition, YAML or JSON
 * @throws {Error} on a definition that names a scheme in code or that cannot be read
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs'
 * const settings = definitionSettings(readFileSync('acme.yaml', 'utf8'))
 * ```
 */
export const definitionSettings = (text: string): Record<string, string> => credentialsFor(readKnown(text))

/**
 * The other side of a definition: takes each request apart by it, makes every step anew from what arrived, holds its
 * age, remembers its nonces, and issues tokens. It shares no code with what signs.
 * @param text the definition, YAML or JSON, which the client's reader found to be right
 * @param settings the credentials that clients have. Default: throwaway ones
 * @param times the clock, and bounds in seconds
 * @throws {Error} on a definition that names a scheme in code or that cannot be read
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs'
 * import type { Times } from '@countersign/sandbox'
 * const verifierOf = (path: string, times: Times) => definitionVerifier(readFileSync(path, 'utf8'), times)
 * ```
 */
export function definitionVerifier(
  text: string,
  times: Times,
  settings?: Readonly<Record<string, string>>,
): Verifier & { readonly id: string } {
  const known = readKnown(text)
  const values = { ...defaultsOf(known.settings), ...(settings ?? credentialsFor(known)) }
  const against: Against = {
    settings: values,
    clock: times.clock,
    remember: Math.max(times.remember, known.maxAge ?? 0),
    nonces: new ReplayGuard(times.clock, times.rememberMost),
  }
  const { token, headers, query, body } = known
  // Other steps are of the request for a token.
  const sent = { ...known, steps: stepsNamedIn([headers, query, body], known) }
  const tokens = token && new Tokens(times, token.lifetime ?? LIFETIME, token.rule)
  const path = token && pathOf(known, values)
  const secrets = known.settings.flatMap(({ name, secret }) => (secret ? [values[name] ?? ''] : []))
  return {
    id: known.id,
    env: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [variableOf(known.id, name), value]),
    ),
    tokenPaths: path === undefined ? [] : [path],
    checksTime: known.maxAge !== undefined,
    async respond(request, asked) {
      if (token && tokens && request.path === path) {
        verifyTokenRequest(known, token, request, against)
        return tokenResponse(token, await tokens.issue(asked), times.clock())
      }
      const world = verify(sent, request, against)
      if (tokens) tokens.use(request, world.token ?? '', asked)
      return echo(known.id, known.isWebhook ? 'webhook' : 'definition', request, {
        secrets: [...secrets, world.token ?? ''].filter((secret) => secret.length >= SHORTEST_SECRET),
      })
    },
  }
}

const defaultsOf = (settings: ReturnType<typeof readKnown>['settings']) =>
  Object.fromEntries(settings.flatMap(({ name, default: own }) => (own === undefined ? [] : [[name, own]])))

/** Where tokens are requested, whatever the host. */
function pathOf(known: ReturnType<typeof readKnown>, settings: Readonly<Record<string, string>>): string {
  const request = {
    method: 'POST',
    target: '/',
    path: '/',
    headers: { host: ['sandbox'] },
    body: Buffer.alloc(0),
    clientCertificate: undefined,
  }
  const url = String(known.token ? evaluate(known.token.url, new World(known, settings, request)) : '')
  return url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '') || '/'
}
