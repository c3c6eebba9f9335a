import { CLOCKS } from './clocks.js'
import { DIGESTS } from './digests.js'
import { ENCODERS } from './encoders.js'
import { SIGNATURES } from './signatures.js'
import type { FunctionSpec } from './spec.js'
import { TEXTS } from './texts.js'

/** All functions, in the groups of the documentation. */
export const GROUPS: readonly (readonly [title: string, functions: readonly FunctionSpec[]])[] = [
  ['Hashes and HMACs', DIGESTS],
  ['Encoders', ENCODERS],
  ['Texts and queries', TEXTS],
  ['Clock and nonces', CLOCKS],
  ['Signatures by a private key', SIGNATURES],
]

const ALL: ReadonlyMap<string, FunctionSpec> = new Map(
  GROUPS.flatMap(([, functions]) => functions.map((one) => [one.name, one] as const)),
)

export const functionNamed = (name: string): FunctionSpec | undefined => ALL.get(name)
export const FUNCTION_NAMES: readonly string[] = [...ALL.keys()]
