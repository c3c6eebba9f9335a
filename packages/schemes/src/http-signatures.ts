import {
  byteLength,
  type Call,
  type Configured,
  CountersignError,
  type Header,
  headerValue,
  invalidSetting,
  type Patch,
  type Provider,
  plainCodec,
  type SetupTools,
  type Values,
  wait,
  withHeaders,
} from '@countersign/core'
import { ALGORITHMS, type Signing, signingOf, verifyingOf } from './http-signatures/algorithms.js'
import { listOf, signatureBase } from './http-signatures/base.js'
import { type Component, ComponentProblem, readComponents } from './http-signatures/components.js'
import { contentDigest, digestHolds } from './http-signatures/content-digest.js'
import { type Expected, verifyResponse } from './http-signatures/response.js'
import { quoted, readDictionary, serializeMember } from './http-signatures/structured-fields.js'
import { fieldValues } from './shared/fields.js'
import { choice, required, type SchemeOptions, schemeProvider, secret, setting } from './shared/scheme.js'

/**
 * The settings that are the same for everyone may be options: `components: ['@method', '@target-uri']`.
 * @example
 * ```ts
 * const options: HttpSignaturesOptions = {
 *   id: 'acme', hosts: ['api.acme.com'], components: ['@method', '@target-uri', 'content-digest'],
 * }
 * ```
 */
export interface HttpSignaturesOptions extends SchemeOptions {
  readonly algorithm?: (typeof ALGORITHMS)[number]
  readonly secretEncoding?: 'base64' | 'text'
  /** As RFC 9421 writes them, in their order. */
  readonly components?: string | readonly string[]
  /** Of `created`, `expires`, `nonce`, `alg`, `keyid`, `tag`, in their order. */
  readonly parameters?: string | readonly string[]
  readonly expiresAfter?: number | string
  readonly label?: string
  readonly tag?: string
  readonly digest?: 'sha-256' | 'sha-512'
  readonly verifyResponses?: 'no' | 'yes'
  readonly responseComponents?: string | readonly string[]
}

interface Ready {
  /** As a String (RFC 9651 section 3.3.3). */
  readonly keyIdText: string
  /** @throws {CountersignError} `missing-capability` in a part of a tool that only opens responses */
  readonly signing: () => Signing
  readonly components: readonly Component[]
  /** The components as a list, and what is covered of the body. */
  readonly list: string
  readonly coversDigest: boolean
  readonly coversLength: boolean
  readonly parameters: readonly string[]
  readonly expiresAfter: number
  readonly label: string
  readonly tag: string | undefined
  readonly digest: string
  readonly response: Expected | undefined
  readonly provider: Configured
}

const PARAMETERS = ['created', 'expires', 'nonce', 'alg', 'keyid', 'tag']

const settings = [
  setting('keyId', 'the id of the key (keyid)', required),
  setting('algorithm', 'the algorithm; by default the one that the key is for', {
    kind: 'choice',
    choices: ALGORITHMS,
  }),
  setting('secret', 'the shared secret of hmac-sha256, in base64', secret),
  choice('secretEncoding', 'text: the secret is used as it stands', ['base64', 'text']),
  setting('signingKey', 'the private key of the other algorithms: PEM or JWK', { ...secret, kind: 'pem' }),
  setting('components', 'what is covered, in order, as in "@query-param";name="q"', {
    kind: 'list',
    default: '@method, @target-uri, content-digest',
  }),
  setting('parameters', `what is said of the signature, in order: of ${PARAMETERS.join(', ')}`, {
    kind: 'list',
    default: 'created, keyid',
  }),
  setting('expiresAfter', 'how many seconds a signature holds, if it says so (expires)', {
    kind: 'number',
    default: '300',
  }),
  setting('label', 'the label of the signature', { default: 'sig1' }),
  setting('tag', 'the tag of the application'),
  choice('digest', 'the hash of Content-Digest', ['sha-256', 'sha-512']),
  choice('verifyResponses', 'whether responses have to be signed', ['no', 'yes']),
  setting('responseKey', 'the public key that responses are signed for: PEM or JWK; by default the secret', {
    kind: 'pem',
  }),
  setting('responseComponents', 'what the signature of a response has to cover', {
    kind: 'list',
    default: '@status, content-digest',
  }),
]

/**
 * HTTP Message Signatures (RFC 9421) with Content-Digest (RFC 9530), of requests and, if asked for, of responses.
 * @see https://www.rfc-editor.org/rfc/rfc9421
 * @throws {CountersignError} `invalid-setting`, `invalid-key`, `missing-capability`; requests: `invalid-header` on a
 * component that is covered and missing (section 2.5)
 * @example export default httpSignatures({ id: 'acme', hosts: ['api.acme.com'], components: '"@method" "@target-uri"' })
 */
export function httpSignatures(options: HttpSignaturesOptions): Provider<Ready> {
  return schemeProvider<Ready>(
    {
      sources: ['RFC 9421: HTTP Message Signatures', 'RFC 9530: Digest Fields'],
      settings,
      uses: ['signer'],
      nonce: { called: 'nonce', pattern: /^[ !#-[\]-~]+$/ },
      written: {
        now: { header: 'Signature-Input', as: ';created=(\\d+)' },
        nonce: { header: 'Signature-Input', as: ';nonce="([^"]+)"' },
      },
      setup,
      needs: ({ settings: { coversDigest, coversLength, signing } }) => ({
        body: coversDigest || coversLength,
        waits: signing().later !== undefined,
        how: `HTTP Message Signatures ${signing().algorithm}`,
      }),
      *prepare(call) {
        const draft = draftOf(call)
        const { later } = call.settings.signing()
        return written(call, draft, later ? yield* later(draft.base) : '')
      },
      sign(call) {
        const { now } = call.settings.signing()
        if (!now) return {}
        const draft = draftOf(call)
        return written(call, draft, now(draft.base, call.host))
      },
      *open({ response, settings: { response: expected }, host, trace }) {
        if (!expected) return {}
        yield* wait(() => verifyResponse(response, expected, host))
        trace?.('responseSignature', 'holds')
        return {}
      },
    },
    options,
  )
}

function setup(values: Values, { host }: SetupTools, provider: Configured): Ready {
  const { keyId = '', label = '', tag, digest = '', expiresAfter } = values
  const parameters = (values.parameters ?? '').split(/[\s,;]+/).filter(Boolean)
  const unknown = parameters.find((name) => !PARAMETERS.includes(name))
  if (unknown) throw invalidSetting(provider, 'parameters', `must list some of ${PARAMETERS.join(', ')}`)
  if (!/^[a-z*][a-z0-9_.*-]*$/.test(label))
    throw invalidSetting(
      provider,
      'label',
      'must be lower-case letters, digits and -_.* (RFC 9421 section 4.1)',
    )
  for (const [name, value] of [
    ['keyId', keyId],
    ['tag', tag ?? ''],
  ] as const)
    if (!/^[\u0020-\u007e]*$/.test(value))
      throw invalidSetting(provider, name, 'must be ASCII (RFC 9421 section 2.3)')
  const signing = once(() => signingOf(values, host, provider))
  // Early, so that mistakes show before the first request; but scripts that open responses carry no signatures.
  if (host.signer || !values.signingKey) signing()
  const components = (name: string) => componentsOf(values[name] ?? '', name, provider)
  const covered = components('components')
  return {
    keyIdText: quoted(keyId),
    signing,
    components: covered,
    list: listOf(covered),
    coversDigest: covered.some(({ name }) => name === 'content-digest'),
    coversLength: covered.some(({ name }) => name === 'content-length'),
    parameters,
    expiresAfter: Number(expiresAfter),
    label,
    tag,
    digest,
    response:
      values.verifyResponses === 'yes'
        ? { ...verifyingOf(values, host, provider), components: components('responseComponents'), provider }
        : undefined,
    provider,
  }
}

function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => {
    made ??= make()
    return made
  }
}

function componentsOf(text: string, name: string, provider: Configured): Component[] {
  try {
    return readComponents(text)
  } catch (thrown) {
    const problem = thrown instanceof ComponentProblem ? thrown.message : 'cannot be read'
    throw invalidSetting(provider, name, problem)
  }
}

interface Draft {
  readonly base: string
  readonly input: string
  readonly headers: readonly Header[]
}

/** The signature base, and the headers that are added before it is made. */
function draftOf(call: Call<Ready>): Draft {
  const { request, url, settings, trace } = call
  const { components, provider } = settings
  const input = settings.list + parametersText(call)
  const added = digestHeaders(call)
  const message = { headers: withLength(call, withHeaders(request.headers, added)), target: { request, url } }
  try {
    const base = signatureBase(components, input, message)
    trace?.('signatureBase', base)
    return { base, input, headers: added }
  } catch (thrown) {
    if (!(thrown instanceof ComponentProblem)) throw thrown
    throw new CountersignError('invalid-header', `${provider.name}: ${thrown.message}.`, provider.id)
  }
}

/** The parameters of the signature (section 2.3). */
function parametersText(call: Call<Ready>): string {
  const created = Math.floor(call.host.now())
  let text = ''
  const { parameters } = call.settings
  for (let at = 0; at < parameters.length; at++) {
    const name = parameters[at] as string
    const value = parameterOf(name, created, call)
    if (value !== undefined) text += `;${name}=${value}`
  }
  return text
}

function parameterOf(name: string, created: number, { settings, host }: Call<Ready>): string | undefined {
  if (name === 'created') return String(created)
  if (name === 'keyid') return settings.keyIdText
  if (name === 'expires') return String(created + settings.expiresAfter)
  if (name === 'nonce') return quoted(host.nonce(32))
  if (name === 'alg') return quoted(settings.signing().algorithm)
  return settings.tag === undefined ? undefined : quoted(settings.tag)
}

/** Content-Digest if it is covered: the request's own stays if it holds (RFC 9530 section 2). */
function digestHeaders({ request, settings, host }: Call<Ready>): Header[] {
  if (!settings.coversDigest) return []
  if (digestHolds(request.headers, request.body, host)) return []
  return [['Content-Digest', contentDigest(settings.digest, request.body, host)]]
}

/** Content-Length as the tool will write it. */
function withLength(call: Call<Ready>, headers: readonly Header[]): readonly Header[] {
  const { request, host, settings } = call
  if (!settings.coversLength) return headers
  if (request.body.length === 0 || headerValue(headers, 'Content-Length') !== undefined) return headers
  return [...headers, ['Content-Length', String(byteLength(request.body, host.codec ?? plainCodec))]]
}

function written(call: Call<Ready>, { input, headers }: Draft, text: string): Patch {
  const { request, settings, trace } = call
  trace?.('signature', text)
  const beside = (name: string, value: string): Header => {
    const given = fieldValues(request.headers, name.toLowerCase())
    const own = `${settings.label}=${value}`
    if (given.length === 0) return [name, own]
    return [name, otherMembers(given.join(', '), settings.label).concat(own).join(', ')]
  }
  return { headers: headers.concat([beside('Signature-Input', input), beside('Signature', `:${text}:`)]) }
}

/** The signatures of others, which stay (section 4.3); an earlier one of ours goes. */
function otherMembers(value: string, label: string): string[] {
  if (value === '') return []
  try {
    const members = [...readDictionary(value)].filter(([name]) => name !== label)
    return members.map(([name, member]) => `${name}=${serializeMember(member)}`)
  } catch {
    return []
  }
}
