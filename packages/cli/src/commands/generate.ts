import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type AnyProvider, providers as all } from '@countersign/core'
import type { GeneratedFile, Generator } from '../generate/file.js'
import { Failed, type Io, UsageError } from '../io.js'

export interface GenerateOptions {
  readonly out: string
  readonly openapi?: string
  readonly force?: boolean
  readonly dryRun?: boolean
}

const GENERATORS: Readonly<Record<string, () => Promise<Generator>>> = {
  postman: async () => (await import('../generate/postman.js')).postman,
  newman: async () => (await import('../generate/newman.js')).newman,
}

export const TOOLS = Object.keys(GENERATORS)

/** `countersign generate`: writes the ready files of a tool. */
export async function generate(
  tool: string,
  ids: readonly string[],
  options: GenerateOptions,
  io: Io,
): Promise<void> {
  const load = Object.hasOwn(GENERATORS, tool) ? GENERATORS[tool] : undefined
  if (!load) throw new UsageError(`There is no tool "${tool}"; there are ${TOOLS.join(', ')}.`)
  const providers = await withOperations(ids.length > 0 ? ids.map(known) : all, options.openapi)
  const files = await (await load())(providers)
  if (!options.dryRun) write(files, options)
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

/** Writes all or nothing: a file that is there already is kept unless somebody says otherwise. */
function write(files: readonly GeneratedFile[], { out, force }: GenerateOptions): void {
  const there = files.map(({ path }) => join(out, path)).filter((path) => existsSync(path))
  if (there.length > 0 && !force) {
    throw new Failed(
      `Nothing is written: ${there.join(', ')} ${there.length > 1 ? 'are' : 'is'} there already. --force writes over.`,
    )
  }
  for (const { path, content } of files) {
    const target = join(out, path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, content)
  }
}
