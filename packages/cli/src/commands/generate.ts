import { join } from 'node:path'
import { type AnyProvider, providers as all } from '@countersign/core'
import type { Generator } from '../generate/file.js'
import { writeFiles } from '../generate/write.js'
import { type Io, UsageError } from '../io.js'

export interface GenerateOptions {
  readonly out: string
  readonly openapi?: string
  readonly force?: boolean
  readonly dryRun?: boolean
}

const GENERATORS: Readonly<Record<string, () => Promise<Generator>>> = {
  postman: async () => (await import('../generate/postman.js')).postman,
  newman: async () => (await import('../generate/newman.js')).newman,
  insomnia: async () => (await import('../generate/insomnia.js')).insomnia,
  k6: async () => (await import('../generate/k6.js')).k6,
  'github-actions': async () => (await import('../generate/github-actions.js')).githubActions,
}

export const TOOLS = Object.keys(GENERATORS)

/**
 * `countersign generate`: writes the ready files of a tool. Settings are not even read, so none is in a file.
 * @throws {UsageError} for a tool or a provider that there is none of
 */
export async function generate(
  tool: string,
  ids: readonly string[],
  options: GenerateOptions,
  io: Io,
): Promise<void> {
  const load = Object.hasOwn(GENERATORS, tool) ? GENERATORS[tool] : undefined
  if (!load) throw new UsageError(`There is no tool "${tool}"; there are ${TOOLS.join(', ')}.`)
  const named = [...new Set(ids)].map(known)
  const providers = await withOperations(named.length > 0 ? named : all, options.openapi)
  const files = await (await load())(providers)
  if (!options.dryRun) writeFiles(files, options.out, options.force)
  io.stdout.write(files.map(({ path }) => `${join(options.out, path)}\n`).join(''))
}

function known(id: string): AnyProvider {
  const found = all.find((provider) => provider.id === id)
  if (found) return found
  throw new UsageError(
    `There is no provider "${id}"; there are ${all.map((provider) => provider.id).join(', ')}.`,
  )
}

/** The operations of an OpenAPI file in place of a provider's own examples. */
async function withOperations(providers: readonly AnyProvider[], file: string | undefined) {
  if (file === undefined) return providers
  if (providers.length !== 1) throw new UsageError('--openapi goes with one provider.')
  const { operationsIn } = await import('../generate/openapi.js')
  const { baseUrl, examples } = await operationsIn(file)
  return providers.map((provider) => ({
    ...provider,
    ...(baseUrl && { baseUrl }),
    examples: [...provider.examples.filter(({ asksForToken }) => asksForToken), ...examples],
  }))
}
