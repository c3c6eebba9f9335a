import { resolve } from 'node:path'
import type { AnyProvider } from '@countersign/core'
import { checkProviders } from '@countersign/core/define'
import type { Vector } from '@countersign/verify/vectors'
import { ownProviders } from '../providers.js'
import { OWN } from '../setting-names.js'
import { shortest } from '../text-file.js'
import { checkNames } from './check.js'
import { definitionIn, isDefinition } from './definition.js'
import { type Exports, loadModule } from './module.js'
import { checkReadable } from './readable.js'
import type { Used } from './used.js'
import { vectorsFor } from './vectors.js'

export type { Used }

/**
 * The providers of files, which must go together with Countersign's own.
 * @param namedBy what named the files, for messages
 * @throws {Error} in one line on a file that cannot be used
 */
export async function loadUsed(files: readonly string[], namedBy = '--use'): Promise<readonly Used[]> {
  const paths = new Map(files.map((file) => [resolve(file), file]))
  const used: Used[] = []
  for (const file of paths.values()) used.push(...(await providersIn(file, namedBy)))
  checkNames([...ownProviders.map((provider) => ({ provider })), ...used], OWN)
  return used
}

async function providersIn(file: string, namedBy: string): Promise<Used[]> {
  const path = resolve(file)
  checkReadable(path, file, namedBy)
  if (isDefinition(path)) return [await definitionIn(path, file)]
  return /\.[cm]?[jt]sx?$/.test(path) ? fromExports(await loadModule(path), file) : unknownKind(file)
}

function unknownKind(file: string): never {
  throw new Error(
    `${file} is neither code nor a definition: its name must end in .ts, .js, .mts, .mjs, .yaml, .yml or .json.`,
  )
}

function fromExports(exports: Exports, file: string): Used[] {
  const value = exports.default
  if (value === undefined)
    throw new Error(
      `${shortest(file)} has no default export. Export the provider, or a list of providers: export default defineProvider({ … }).`,
    )
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  const providers = list.map((one) => checked(one, file))
  if (providers.length === 0) throw new Error(`${file}: the list that it exports is empty.`)
  const { vectors = [] } = exports
  checkVectors(vectors, file)
  return providers.map((provider, at) => ({
    provider,
    vectors: vectorsFor(provider, vectors, providers),
    file,
    ...(Array.isArray(value) && { at }),
  }))
}

function checkVectors(vectors: unknown, file: string): asserts vectors is readonly Vector[] {
  if (!Array.isArray(vectors)) throw new Error(`${file}: its vectors must be a list.`)
  const bad = vectors.findIndex((vector) => typeof vector !== 'object' || vector === null)
  if (bad >= 0) throw new Error(`${file}: vector ${bad + 1} must be an object: { settings, request, … }.`)
}

function checked(provider: unknown, file: string): AnyProvider {
  if (typeof (provider as { then?: unknown } | null)?.then === 'function')
    throw new Error(`${file} exports a promise. Wait for it in the file, and export the provider itself.`)
  try {
    checkProviders([provider as AnyProvider])
    return provider as AnyProvider
  } catch (thrown) {
    throw new Error(`${file}: ${(thrown as Error).message}`)
  }
}
