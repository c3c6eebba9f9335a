import { type AnyProvider, type Provider, reasonOf } from '@countersign/core'
import { defineProvider } from '@countersign/core/define'
import type { Vector } from '@countersign/verify/vectors'
import type { Definition } from './definition.js'
import { made } from './expression/make.js'
import { closest } from './expression/scope.js'
import { fault, listed, quoted } from './fault.js'
import { definedBy } from './runtime/provider.js'
import { mapped } from './runtime/spec.js'
import { definedWaiting } from './runtime/waiting.js'

/** Makes a provider of options: a scheme in code. */
// biome-ignore lint/suspicious/noExplicitAny: each scheme has options of its own, which it checks
export type SchemeFactory = (options: any) => AnyProvider

/** Schemes in code, by the names that definitions call them by. */
export type Schemes = ReadonlyMap<string, SchemeFactory>

/**
 * The provider of a definition, compiled once.
 * @param schemes what `scheme:` may name
 * @throws {CountersignError} for a scheme that is not known, and whatever a scheme says of its options
 */
export function definedProvider(definition: Definition, schemes: Schemes = new Map()): Provider {
  const { spec, waits, signs } = definition
  if (!spec) return schemeProvider(definition, schemes)
  const compiled = mapped(spec, made)
  return defineProvider(waits ? definedWaiting(compiled, signs) : definedBy(compiled)) as Provider
}

function schemeProvider(definition: Definition, schemes: Schemes): Provider {
  const { scheme, file } = definition
  const factory = schemeNamed(definition, schemes)
  try {
    return defineProvider(factory(schemeOptions(definition))) as Provider
  } catch (thrown) {
    throw fault({ file, line: scheme?.line ?? 1 }, reasonOf(thrown), 'scheme')
  }
}

/** What a scheme in code is given. */
export const schemeOptions = ({ scheme }: Definition) => ({ ...scheme?.options, ...scheme?.about })

/** @throws {CountersignError} for a scheme that is not known */
export function schemeNamed({ scheme, file }: Definition, schemes: Schemes): SchemeFactory {
  const { name = '', line = 1 } = scheme ?? {}
  const factory = schemes.get(name)
  if (factory) return factory
  const known = [...schemes.keys()]
  const hint = closest(name, known) ?? (known.length > 0 ? `There are ${listed(known)}.` : '')
  throw fault({ file, line }, `there is no scheme ${quoted(name)}. ${hint}`.trim())
}

/** The vectors of a definition, as `@countersign/verify/vectors` takes them. */
export const vectorsOf = (definition: Definition): readonly Vector[] => definition.vectors
