import {
  type Configured,
  CountersignError,
  fromBase64,
  type Host,
  headerValue,
  type Response,
} from '@countersign/core'
import { fieldValues } from '../shared/fields.js'
import type { Bytes, Verifying } from './algorithms.js'
import { signatureBase, signatureParams } from './base.js'
import type { Component } from './component.js'
import { componentOf } from './components.js'
import { digestHolds } from './content-digest.js'
import { ComponentProblem } from './problem.js'
import { type Member, readDictionary, serializeParameters, unquoted } from './structured-fields.js'

/** What a response has to be. */
export interface Expected extends Verifying {
  /** Components that a signature has to cover. */
  readonly components: readonly Component[]
  readonly provider: Configured
}

/**
 * Verifies the signature of a response and the digest of its body (RFC 9421 section 3.2, RFC 9530 section 2).
 * @throws {CountersignError} `open-failed` with the reason
 */
export async function verifyResponse(response: Response, expected: Expected, host: Host): Promise<void> {
  const { headers, body } = response
  const fail = (reason: string) => {
    const message = `${expected.provider.name}: the response cannot be trusted: ${reason}.`
    return new CountersignError('open-failed', message, expected.provider.id)
  }
  const signatures = readSignatures(response, fail)
  let reason = 'none of its signatures can be read'
  for (const signature of signatures) {
    reason = (await problemOf(signature, response, expected, host)) ?? ''
    if (reason === '') break
  }
  if (reason !== '') throw fail(reason)
  const covers = expected.components.some(({ name }) => name === 'content-digest')
  const holds = digestHolds(headers, body, host)
  if (holds || (holds === undefined && !covers)) return
  const encoding = headerValue(headers, 'Content-Encoding')
  if (encoding !== undefined && encoding !== 'identity')
    throw fail('it was compressed, so its Content-Digest cannot be checked. Send Accept-Encoding: identity')
  throw fail('its body is not the one of its Content-Digest (RFC 9530 section 2)')
}

interface Signed {
  readonly components: readonly Component[]
  readonly parameters: Member['parameters']
  readonly signature: Bytes
}

function readSignatures({ headers }: Response, fail: (reason: string) => Error): Signed[] {
  const text = (name: string) => fieldValues(headers, name).join(', ')
  if (
    headerValue(headers, 'Signature-Input') === undefined ||
    headerValue(headers, 'Signature') === undefined
  )
    throw fail('it is not signed (no Signature-Input and Signature)')
  try {
    const values = readDictionary(text('signature'))
    return [...readDictionary(text('signature-input'))].flatMap(([label, { value: items, parameters }]) => {
      const signature = values.get(label)?.value
      if (typeof items === 'string' || typeof signature !== 'string' || !signature.startsWith(':')) return []
      const components = items.map(({ value, parameters: own }) => componentOf(unquoted(String(value)), own))
      return [{ components, parameters, signature: fromBase64(signature.slice(1, -1)) }]
    })
  } catch {
    throw fail('its Signature-Input and Signature are not structured fields (RFC 9421 section 4)')
  }
}

async function problemOf(
  { components, parameters, signature }: Signed,
  { status, headers }: Response,
  expected: Expected,
  host: Host,
): Promise<string | undefined> {
  const missing = expected.components.find(({ id }) => !components.some((one) => one.id === id))
  if (missing) return `its signature does not cover ${missing.id}`
  const alg = parameters.get('alg')
  if (alg !== undefined && unquoted(alg) !== expected.algorithm)
    return `its signature is by ${unquoted(alg)}, not ${expected.algorithm} (RFC 9421 section 3.2)`
  const expires = Number(parameters.get('expires') ?? Number.POSITIVE_INFINITY)
  if (expires < host.now()) return `its signature expired ${Math.ceil(host.now() - expires)} s ago`
  try {
    const base = signatureBase(components, signatureParams(components, serializeParameters(parameters)), {
      headers,
      status,
    })
    return (await expected.verify(base, signature, host))
      ? undefined
      : 'its signature does not match (RFC 9421 section 3.2)'
  } catch (thrown) {
    if (thrown instanceof ComponentProblem) return thrown.message
    throw thrown
  }
}
