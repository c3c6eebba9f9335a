import type { AnyProvider, Provider } from '@countersign/core'
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
export type Schemes = Readonly<Record<string, SchemeFactory>>

/**
 * The provider of a definition, compiled once.
 * @param schemes what `scheme:` may name
 * @throws {CountersignError} for a scheme that is not known, and whatever a scheme says of its options
 */
export function definedProvider(definition: Definition, schemes: Schemes = {}): Provider {
  const { spec, waits, signs } = definition
  if (!spec) return schemeProvider(definition, schemes)
  const compiled = mapped(spec, made)
  return defineProvider(waits ? definedWaiting(compiled, signs) : definedBy(compiled)) as Provider
}

function schemeProvider({ scheme, file, name }: Definition, schemes: Schemes): Provider {
  const { name: called = '', line = 1, id, hosts, options } = scheme ?? {}
  const known = Object.keys(schemes)
  const factory = known.includes(called) ? schemes[called] : undefined
  if (!factory) {
    const hint = closest(called, known) ?? (known.length > 0 ? `There are ${listed(known)}.` : '')
    throw fault({ file, line }, `there is no scheme ${quoted(called)}. ${hint}`.trim())
  }
  return defineProvider(factory({ ...options, id, name, hosts })) as Provider
}

/** The vectors of a definition, as `@countersign/verify/vectors` takes them. */
export const vectorsOf = (definition: Definition): readonly Vector[] => definition.vectors
