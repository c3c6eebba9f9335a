import { type Configured, invalidSetting, type SetupTools, type Url, type Values } from '@countersign/core'
import { lastOf } from '../shared/last.js'
import { signingOf, verifyingOf } from './algorithms.js'
import { type BasePart, listOf, partsFor } from './base.js'
import type { Component } from './component.js'
import { readComponents } from './components.js'
import { inputAt, type Named } from './parameters.js'
import { ComponentProblem } from './problem.js'
import type { Expected } from './response.js'
import { PARAMETERS } from './settings.js'
import { quoted } from './structured-fields.js'

/** What is made of the settings. */
export interface Ready extends Named {
  /** The components and the parameters of the signature for a second. */
  readonly inputAt: (created: number) => string
  readonly partsFor: (url: Url) => readonly BasePart[]
  readonly coversDigest: boolean
  readonly coversLength: boolean
  readonly label: string
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
  const ready = {
    keyIdText: quoted(keyId),
    signing,

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
    partsFor: lastOf((url: Url) => partsFor(covered, url)),
  }
  return { ...ready, inputAt: lastOf((created) => inputAt(created, ready)) }
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
