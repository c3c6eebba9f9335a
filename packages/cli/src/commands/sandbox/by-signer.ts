import { type AnyProvider, fromObject } from '@countersign/core'
import type { SandboxOutcome, SandboxRequest, SandboxTools, SandboxVerifier } from '@countersign/sandbox'
import { type Captured, followsStandard, tokenTypeOf, type Verdict, verifyFile } from '@countersign/verify'
import { nodeHost } from '../../node-host.js'

/**
 * A verifier for a provider that has none of its own: what `countersign verify` says of each request. Without a standard
 * that is made from the provider that signs: it finds what a client does wrong, and not what the provider does wrong.
 */
export function verifierBySigner(provider: AnyProvider): SandboxVerifier {
  const type = tokenTypeOf(provider)
  return {
    tokenPaths: type === undefined ? [] : [tokenPathOf(provider)],
    async verify(request, tools) {
      const { verdict, singleUse } = await judged(provider, request, tools)
      checkVerdict(verdict, tools)
      for (const { name, value } of singleUse) checkNew(name, value, tools)
      if (type !== undefined && request.path === tokenPathOf(provider)) return issued(type, tools)
      if (type !== undefined) tools.useToken(lastWord(request.header('authorization')))
      // Of a bearer token there is nothing to verify but that it was issued here.
      const unproven = type === undefined ? unprovenBy(verdict, provider) : undefined
      return unproven === undefined ? { notes: [noteOf(provider)] } : echoed(unproven, provider)
    },
  }
}

/** Where a client of a standard asks for its tokens: the path of the endpoint that the provider names. */
export function tokenPathOf({ settings }: AnyProvider): string {
  const { default: url } = settings.find(({ name }) => name === 'tokenUrl') ?? {}
  return URL.canParse(url ?? '') ? new URL(url ?? '').pathname : '/token'
}

interface Judged {
  readonly verdict: Verdict
  readonly singleUse: readonly { readonly name: string; readonly value: string }[]
}

// The page searches for longer, in a thread of its own.
const WAYS = 3000

async function judged(
  provider: AnyProvider,
  request: SandboxRequest,
  { now, settings }: SandboxTools,
): Promise<Judged> {
  const singleUse: { name: string; value: string }[] = []
  const hosts = request.header('host')
  const tokenUrl = tokenTypeOf(provider) && `http://${hosts}${tokenPathOf(provider)}`
  const [verdict] = await verifyFile([captured(request, now())], {
    providers: [provider],
    settings: fromObject(provider, { ...settings, hosts, ...(tokenUrl && { tokenUrl }) }),
    host: nodeHost({ name: 'The sandbox' }),
    ways: WAYS,
    noteSingleUse: (name, value) => singleUse.push({ name, value }),
  })
  return { verdict: verdict as Verdict, singleUse }
}

const captured = ({ method, target, headers, body, header }: SandboxRequest, seconds: number): Captured => ({
  label: 'this request',
  request: {
    method,
    url: `http://${header('host')}${target}`,
    headers: Object.entries(headers).flatMap(([name, values = []]) =>
      values.map((value) => [name, value] as const),
    ),
    body: new Uint8Array(body),
  },
  clocks: [{ seconds, from: "the sandbox's clock" }],
  notes: [],
})

function checkVerdict({ verdict, unproven, step, why, advice }: Verdict, { check }: SandboxTools): void {
  const isWrong = verdict === 'not-verified' && unproven === undefined
  const message = [why, advice].flatMap((text) => (text ? [text.replace(/\.?$/, '.')] : [])).join(' ')
  check(!isWrong, step ?? 'signature', { message })
}

function checkNew(name: string, value: string, { check, isNew }: SandboxTools): void {
  const message = `${name}: it was used before; each request needs a new one.`
  check(isNew(`${name} ${value}`), 'nonceUnused', { message, expected: 'a new one', got: value })
}

/** A token as RFC 6749 section 5.1 responds with it. */
async function issued(type: string, { issueToken }: SandboxTools): Promise<SandboxOutcome> {
  const { value, seconds } = await issueToken()
  return { body: { access_token: value, token_type: type, expires_in: seconds } }
}

const lastWord = (text: string) => text.trim().split(/\s+/).at(-1) ?? ''

/** Why nothing can be said of a request that is not refused. */
function unprovenBy({ verdict, why, unproven }: Verdict, { tokens }: AnyProvider): string | undefined {
  if (verdict === 'not-claimed') return why
  return unproven ?? (tokens ? 'the sandbox does not issue its tokens, so it knows none' : undefined)
}

const BY_STANDARD =
  'It was verified by countersign verify, which reads the standard apart from what signs: no whole second opinion, since both read URLs, headers and keys by the same code.'
const BY_SIGNER =
  'It was verified by signing it again with the code that signs: this finds mistakes of a client, and is no second opinion on the provider.'

/** What verified a request, for its response. */
const noteOf = (provider: AnyProvider) => (followsStandard(provider) ? BY_STANDARD : BY_SIGNER)

/** The same in short, for the list of what is served. */
export const verifiedBy = (provider: AnyProvider): string =>
  followsStandard(provider)
    ? 'verified by its standard, as verify reads it'
    : `verified by the code that signs: no second opinion without ${provider.id}.sandbox.ts`

const echoed = (unproven: string, { id }: AnyProvider): SandboxOutcome => ({
  isVerified: false,
  notes: [`Nothing was verified: ${unproven}. To verify it, write ${id}.sandbox.ts.`],
})
