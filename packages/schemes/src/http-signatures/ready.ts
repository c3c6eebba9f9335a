import { type Configured, invalidSetting, type SetupTools, type Values } from '@countersign/core'
import { type Signing, signingOf, verifyingOf } from './algorithms.js'
import { listOf } from './base.js'
import { type Component, ComponentProblem, readComponents } from './components.js'
import type { Expected } from './response.js'
import { PARAMETERS } from './settings.js'
import { quoted } from './structured-fields.js'

/** What is made of the settings. */
export interface Ready {
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

/** @throws {CountersignError} `invalid-setting`, `invalid-key`, `missing-capability` */
export function setup(values: Values, { host }: SetupTools, provider: Configured): Ready {
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
