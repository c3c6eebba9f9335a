import { createRequire } from 'node:module'
import { definedProvider, moduleOf, readDefinition, type Schemes, vectorsOf } from '@countersign/definitions'
import { decodedText, isText, shortest, smallFile } from '../text-file.js'
import type { Used } from './used.js'

/** What the names of definitions end with. */
export const isDefinition = (file: string): boolean => /\.(?:ya?ml|json)$/i.test(file)

/**
 * The provider of a definition.
 * @throws {CountersignError} in one line, with the place of what is wrong
 */
export async function definitionIn(path: string, file: string): Promise<Used> {
  const bytes = smallFile(path)
  if (!isText(bytes)) throw new Error(`${shortest(path)}: it is not text in UTF-8, so it is not read.`)
  const text = decodedText(bytes).replace(/^\ufeff/, '')
  const definition = readDefinition(text, shortest(path))
  const schemes = definition.scheme ? await allSchemes() : new Map()
  const module = definition.scheme
    ? createRequire(import.meta.url).resolve('@countersign/schemes')
    : undefined
  return {
    provider: definedProvider(definition, schemes),
    vectors: vectorsOf(definition),
    file,
    definition: {
      text: definition.scheme ? undefined : text,
      module: moduleOf(definition, { schemes, ...(module && { module }) }),
      notes: definition.notes,
      isWebhook: definition.isWebhook,
    },
  }
}

const allSchemes = async (): Promise<Schemes> => (await import('@countersign/schemes')).schemes as Schemes
