import { createHash } from 'node:crypto'
import { type Header, headerValue, type Request, type SignatureName } from '@countersign/core'
import { checkBodyHash } from './body-hash.js'
import {
  type Component,
  componentsIn,
  componentValue,
  type Input,
  inputsOf,
} from './http-signatures-input.js'
import { secretOf } from './jws.js'
import { algorithmOf } from './jwt.js'
import { type Check, checkVariations, holdsBy, publicKeyOf } from './private-key.js'
import type { Signature, Signed, Standard, StandardReading, Variation } from './standard.js'
import { decode, hmac } from './text.js'
import { bodyVariations, keyVariations, otherTypes, text, typeWords } from './variations.js'
import { Problems, quoted } from './words.js'

interface Draft {
  readonly request: Request
  readonly components: readonly Component[]
  readonly parameters: string
  readonly line: (component: Component, value: string) => string
  readonly end: (lines: readonly string[], parameters: string) => string
  /** Values in place of the message's own. */
  readonly instead: ReadonlyMap<string, string>
  readonly secret: Buffer
  readonly check: Check
}

/** HTTP Message Signatures (RFC 9421) with Digest Fields (RFC 9530). */
export const httpSignaturesStandard: Standard = {
  settings: ['keyId', 'components', 'parameters', 'label', 'digest', 'verifyResponses'],
  how: ({ values }) => `HTTP Message Signatures ${nameOf(values)}`,
  read(signed): StandardReading {
    const problems = new Problems()
    const input = sentInput(signed, problems)
    if (!input) return { problems: problems.all }
    checkParameters(signed, input, problems)
    checkComponents(signed, input, problems)
    checkDigest(signed, problems)
    const created = Number(input.parameters.get('created') ?? Number.NaN)
    const expires = Number(input.parameters.get('expires') ?? created + 300)
    const nonce = input.parameters.get('nonce')
    return {
      problems: problems.all,
      ...(created > 0 && {
        time: { name: 'created', seconds: created, maxAge: expires - created, maxAhead: 60 },
      }),
      ...(nonce && { singleUse: [{ name: 'nonce', value: nonce }] }),
      ...(input.signature !== undefined && { signature: signatureOf(signed, input, input.signature) }),
    }
  },
}

const ALGORITHMS: Readonly<Record<string, SignatureName>> = {
  'rsa-pss-sha512': 'RSA-PSS-SHA512',
  'rsa-v1_5-sha256': 'RSA-SHA256',
  'ecdsa-p256-sha256': 'ECDSA-P256-SHA256',
  'ecdsa-p384-sha384': 'ECDSA-P384-SHA384',
  ed25519: 'Ed25519',
}

const OF_KEYS: Readonly<Record<string, string>> = {
  HS256: 'hmac-sha256',
  RS256: 'rsa-pss-sha512',
  ES256: 'ecdsa-p256-sha256',
  ES384: 'ecdsa-p384-sha384',
  EdDSA: 'ed25519',
}

/** The algorithm of the settings, by default the one that the key is for. */
const nameOf = (values: Signed['values']): string =>
  values.algorithm ?? OF_KEYS[algorithmOf(values)] ?? 'hmac-sha256'

function sentInput(signed: Signed, problems: Problems): Input | undefined {
  const { headers } = signed.call.request
  const [input, signature] = ['Signature-Input', 'Signature'].map((name) =>
    headerValue(headers, name)?.trim(),
  )
  if (!input || !signature) {
    for (const [name, value] of [
      ['Signature-Input', input],
      ['Signature', signature],
    ] as const)
      if (!value)
        problems.add(
          name,
          `it is missing: the request is not signed; expected ${name === 'Signature' ? 'sig1=:…:' : 'sig1=("@method" …);created=…;keyid="…"'}`,
        )
    return undefined
  }
  const inputs = inputsOf(headers)
  if (inputs.length === 0) {
    problems.add(
      'Signature-Input',
      'it is not a dictionary of lists: expected sig1=("@method" …);created=…;keyid="…" (RFC 9421 section 4.1)',
    )
    return undefined
  }
  const found =
    inputs.find(({ label }) => label === signed.values.label) ??
    inputs.find((one) => one.signature !== undefined) ??
    inputs[0]
  if (found && found.signature === undefined)
    problems.add(
      'Signature',
      `it has no ${found.label}=:…:, a byte sequence between colons (RFC 9421 section 4.2)`,
    )
  return found
}

function checkParameters({ values, variable }: Signed, { parameters }: Input, problems: Problems): void {
  const asked = (values.parameters ?? '').split(/[\s,;]+/).filter(Boolean)
  for (const name of asked) {
    if (name === 'tag' && values.tag === undefined) continue
    if (!parameters.has(name))
      problems.add(name, `it is missing in Signature-Input (${variable('parameters')})`)
  }
  const check = (name: string, expected: string | undefined, setting: string) => {
    const sent = parameters.get(name)
    if (sent !== undefined && expected !== undefined)
      problems.same(name, sent, expected, ` (${variable(setting)})`)
  }
  check('keyid', values.keyId, 'keyId')
  check('alg', nameOf(values), 'algorithm')
  check('tag', values.tag, 'tag')
  for (const name of ['created', 'expires']) {
    const sent = parameters.get(name)
    if (sent !== undefined && !/^\d{1,11}$/.test(sent))
      problems.add(
        name,
        `${quoted(sent)} was sent, expected seconds since 1970${/^\d{13}$/.test(sent) ? ': it is in milliseconds' : ''}`,
      )
  }
}

function checkComponents(signed: Signed, { components }: Input, problems: Problems): void {
  for (const component of components) {
    const value = componentValue(component, signed.call)
    if (value === undefined)
      problems.add(
        'components',
        `${component.id} is covered and not on the request (RFC 9421 section 2.5): it was removed after signing, or never sent`,
      )
  }
  const covered = new Set(components.map(({ id }) => id))
  for (const { id } of componentsIn(signed.values.components ?? ''))
    if (!covered.has(id))
      problems.add('components', `${id} is not covered, and ${signed.variable('components')} names it`)
}

const DIGESTS: Readonly<Record<string, string>> = { 'sha-256': 'sha256', 'sha-512': 'sha512' }

const digestOf = (name: string, body: string | Uint8Array) =>
  `${name}=:${createHash(DIGESTS[name] ?? 'sha256')
    .update(body)
    .digest('base64')}:`

function checkDigest(signed: Signed, problems: Problems): void {
  const value = headerValue(signed.call.request.headers, 'Content-Digest')
  for (const [sent, name = ''] of value?.matchAll(/(?<![a-z0-9-])([a-z0-9-]+)=:[A-Za-z0-9+/=]*:/g) ?? [])
    if (name in DIGESTS)
      checkBodyHash(problems, signed, { name: 'Content-Digest', sent, of: (body) => digestOf(name, body) })
}

function signatureOf(signed: Signed, input: Input, sent: string): Signature<Draft> {
  const { values, call } = signed
  const check: Check = { name: ALGORITHMS[nameOf(values)] ?? 'Ed25519' }
  const draft: Draft = {
    request: call.request,
    components: input.components,
    parameters: input.text,
    line: ({ id }, value) => `${id}: ${value}`,
    end: (lines, parameters) => [...lines, `"@signature-params": ${parameters}`].join('\n'),
    instead: new Map(),
    secret: secretOf(signed),
    check,
  }
  const base = (made: Draft) => baseOf(signed, made)
  const about = { name: 'Signature', sent, draft, input: base, encoding: 'base64' as const }
  if (nameOf(values) === 'hmac-sha256')
    return {
      ...about,
      expected: (made) => hmac('sha256', made.secret, base(made)),
      variations: () => [
        ...keyVariations<Draft>(signed, 'secret', draft.secret, (secret) => (made) => ({ ...made, secret })),
        ...variationsOf(signed, input),
      ],
    }
  const key = values.signingKey ? publicKeyOf(values.signingKey) : undefined
  const bytes = Buffer.from(sent, 'base64')
  return {
    ...about,
    holds: (made) => key !== undefined && holdsBy(made.check, key, base(made), bytes),
    variations: () => [...checkVariations<Draft>(check), ...variationsOf(signed, input)],
  }
}

function baseOf({ call }: Signed, { request, components, parameters, line, end, instead }: Draft): string {
  const lines = components.map((component) =>
    line(component, instead.get(component.id) ?? componentValue(component, { ...call, request }) ?? ''),
  )
  return end(lines, parameters)
}

function* variationsOf(signed: Signed, { components, text: parameters }: Input): Generator<Variation<Draft>> {
  const { request, url } = signed.call
  const advice =
    'The signature base has one line for each component, "name": value, and last "@signature-params" as in Signature-Input (RFC 9421 section 2.5).'
  const change = (when: string, more: Partial<Draft>) =>
    text<Draft>(when, (draft) => ({ ...draft, ...more }), advice)
  const instead = (id: string, when: string, value: string) =>
    text<Draft>(when, (draft) => ({ ...draft, instead: new Map([...draft.instead, [id, value]]) }), advice)
  yield change('the signature base lacks "@signature-params"', { end: (lines) => lines.join('\n') })
  yield change('the signature base has a line end at its end', {
    end: (lines, own) => `${[...lines, `"@signature-params": ${own}`].join('\n')}\n`,
  })
  yield change('"@signature-params" has its label', {
    end: (lines, own) => [...lines, `"@signature-params": sig1=${own}`].join('\n'),
  })
  yield change('the names in the signature base have no quotes', {
    line: ({ id }, value) => `${id.replace(/"/g, '')}: ${value}`,
  })
  yield change('the lines of the signature base have no space after the colon', {
    line: ({ id }, value) => `${id}:${value}`,
  })
  yield change('the components are in another order in the signature base: sorted', {
    components: [...components].sort((a, b) => (a.id < b.id ? -1 : 1)),
  })
  for (const seconds of [-1, 1])
    yield change(`created is one second ${seconds < 0 ? 'earlier' : 'later'} in the signature base`, {
      parameters: parameters.replace(/;created=(\d+)/, (_all, own) => `;created=${Number(own) + seconds}`),
    })
  for (const component of components) yield* of(component)
  const digest = components.find(({ name }) => name === 'content-digest')
  if (digest)
    yield* bodyVariations<Draft>(signed, (body) => (draft) => ({
      ...draft,
      instead: new Map([...draft.instead, [digest.id, digestOf('sha-256', body)]]),
    }))

  function* of({ id, name }: Component): Generator<Variation<Draft>> {
    const [target = ''] = request.url.split('#')
    const query = target.includes('?') ? target.slice(target.indexOf('?')) : ''
    if (name === '@method') {
      yield instead(id, 'the method is in lower case', request.method.toLowerCase())
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
        if (method !== request.method) yield instead(id, `the method is ${method}`, method)
    }
    if (name === '@authority') {
      yield instead(id, 'the authority has its port', `${url.host}:${url.scheme === 'https' ? 443 : 80}`)
      yield instead(id, 'the authority has no port', url.host)
    }
    if (name === '@path') {
      yield instead(id, 'the path is decoded', decode(url.path))
      yield instead(id, 'the path is encoded once more', url.path.replace(/%/g, '%25'))
      yield instead(id, 'the path has the query behind it', url.path + query)
    }
    if (name === '@query') {
      yield instead(id, 'the query has no question mark', query.slice(1))
      yield instead(id, 'the query is decoded', decode(query))
      yield instead(id, 'the query is encoded once more', query.replace(/%/g, '%25'))
      yield instead(id, 'the query is left out', '?')
    }
    if (name === '@target-uri') yield instead(id, 'the target URI has no query', url.origin + url.path)
    if (name === '@request-target') yield instead(id, 'the request target has no query', url.path)
    if (name === 'content-type')
      for (const type of otherTypes(request)) yield instead(id, typeWords(type), type ?? '')
    if (name === 'content-digest')
      for (const hash of Object.keys(DIGESTS))
        yield instead(id, `Content-Digest is the ${hash} of the body`, digestOf(hash, signed.body))
    const own: Header | undefined = request.headers.find(([one]) => one.toLowerCase() === name)
    if (own && /[A-Z]/.test(own[1]))
      yield instead(id, `${quoted(name)} is in lower case`, own[1].trim().toLowerCase())
  }
}
