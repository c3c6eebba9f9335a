import { echo } from '../echo.js'
import { header, type Incoming } from '../incoming.js'
import { Refusal, refusals } from '../refusal.js'
import { ReplayGuard } from '../replay-guard.js'
import { timingSafeEqual } from '../timing-safe-equal.js'
import { Tokens } from '../tokens.js'
import type { Asked, ProviderResponse, Times, Verifier } from '../verifier.js'
import type { CheckFailure, OwnProvider, SandboxOutcome, SandboxRequest, SandboxTools } from './types.js'

/** Serves a provider of somebody's own by its verifier; without one, echoes and says so. */
export function ownVerifier(times: Times, own: OwnProvider): Verifier {
  const { id, env, verifier } = own
  const nonces = new ReplayGuard(times.clock, times.rememberMost)
  const tokens = new Tokens(times, LIFETIME, verifier?.tokenUse === 'once' ? 'once' : 'many')
  const secrets = Object.values(env).filter((value) => value.length >= SHORTEST_SECRET)
  return {
    env,
    tokenPaths: verifier?.tokenPaths ?? [],
    // Nobody knows: it may.
    checksTime: verifier !== undefined,
    async respond(request, asked) {
      if (!verifier) return echo(id, 'echo', request, { notes: [noOpinion(own)], isVerified: false, secrets })
      const tools = { ...toolsFor(request, own, times, nonces), ...tokenTools(request, tokens, asked, times) }
      const outcome = await guarded(async () => verifier.verify(requestFor(request), tools), secrets)
      return respondedBy(outcome ?? {}, request, own, secrets)
    },
  }
}

// Shorter values stand in headers by chance.
const SHORTEST_SECRET = 8
// Seconds that a token holds, if nobody says.
const LIFETIME = 300

const noOpinion = ({ id, name }: OwnProvider) =>
  `Nothing was verified: ${name} has no verifier, so this is an echo and no second opinion. Write one: ${id}.sandbox.ts.`

function respondedBy(
  { status = 200, headers, body, notes, isVerified = true }: SandboxOutcome,
  request: Incoming,
  { id }: OwnProvider,
  secrets: readonly string[],
): ProviderResponse {
  const way = isVerified ? 'verified' : 'echo'
  const sent =
    body === undefined ? echo(id, way, request, { secrets, isVerified, ...(notes && { notes }) }) : { body }
  if (status >= 400)
    throw new Refusal({
      ...failureOf('refused', { status }),
      ...(headers && { headers }),
      ...(body !== undefined && { body }),
    })
  return { ...sent, status, ...(headers && { headers }), ...(notes && { notes }) }
}

function requestFor(request: Incoming): SandboxRequest {
  const { method, target, path, headers, body } = request
  const query = target.slice(path.length).replace(/^\?/, '')
  return {
    method,
    target,
    path,
    query,
    headers,
    body,
    header: (name) => header(request, name.toLowerCase()),
    parameter: (name) => parameter(query, name),
  }
}

const refuse = refusals(400, 'bad_request')

function parameter(query: string, name: string): string {
  const values = query
    .split('&')
    .map((pair) => pair.split('=', 1).concat(pair.slice(pair.split('=', 1)[0]?.length).replace(/^=/, '')))
    .filter(([one = '']) => decoded(one) === name)
    .map(([, value = '']) => decoded(value))
  if (values.length > 1)
    refuse('duplicateParameter', `The parameter ${name} is sent more than once.`, {
      expected: 'one parameter',
      got: `${values.length} parameters`,
    })
  return values[0] ?? ''
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function toolsFor(
  request: Incoming,
  own: OwnProvider,
  times: Times,
  nonces: ReplayGuard,
): Omit<SandboxTools, 'issueToken' | 'useToken'> {
  return {
    provider: own.id,
    settings: own.settings,
    now: times.clock,
    equal: timingSafeEqual,
    isNew: (nonce, seconds = times.remember) => nonces.isNew(nonce, times.clock() + seconds),
    step: (name, computed, sent) => request.examination?.step(name, computed, sent),
    allowed: (name, allowed, sent) => request.examination?.allowed(name, allowed, sent),
    check(holds, name, failure = {}) {
      if (!holds) throw new Refusal({ ...failureOf(name, failure) })
      request.examination?.passed.push(name)
    },
  }
}

const tokenTools = (
  request: Incoming,
  tokens: Tokens,
  asked: Asked,
  { clock }: Times,
): Pick<SandboxTools, 'issueToken' | 'useToken'> => ({
  async issueToken() {
    const { value, expiresAt } = await tokens.issue(asked)
    return { value, seconds: Math.round(expiresAt - clock()) }
  },
  useToken: (token) => tokens.use(request, token, asked),
})

const failureOf = (
  check: string,
  {
    message = `The check ${check} failed.`,
    expected = '',
    got = '',
    status = 401,
    headers,
  }: CheckFailure = {},
) => ({
  status,
  code: status === 401 ? 'unauthorized' : 'refused',
  message,
  check,
  expected,
  got: got.slice(0, 300),
  ...(headers && { headers }),
})

/** A verifier that fails says why to whoever writes it, without the throwaway secrets. */
async function guarded<Made>(run: () => Promise<Made>, secrets: readonly string[]): Promise<Made> {
  try {
    return await run()
  } catch (thrown) {
    if (thrown instanceof Refusal) throw thrown
    const reason = secrets.reduce((text, secret) => text.replaceAll(secret, '…'), String(thrown))
    throw new Refusal({
      ...failureOf('verifier', { status: 500, message: `The verifier itself failed: ${reason}` }),
      code: 'server_error',
    })
  }
}
