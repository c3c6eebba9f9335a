import { join } from 'node:path'
import { type AnyProvider, providers as all } from '@countersign/core'
import { type Io, say, UsageError } from '../../terminal/io.js'
import { whileWaiting } from '../../terminal/spinner.js'
import type { Generator } from './file.js'
import { writeFiles } from './write.js'

export interface GenerateOptions {
  readonly out: string
  readonly openapi?: string
  readonly force?: boolean
  readonly dryRun?: boolean
}

const GENERATORS: Readonly<Record<string, () => Promise<Generator>>> = {
  postman: async () => (await import('./postman.js')).postman,
  newman: async () => (await import('./newman.js')).newman,
  insomnia: async () => (await import('./insomnia.js')).insomnia,
  k6: async () => (await import('./k6.js')).k6,
  'k6-operator': async () => (await import('./k6-operator.js')).k6Operator,
  'github-actions': async () => (await import('./github-actions.js')).githubActions,
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
  const providers = await withFile(named.length > 0 ? named : all, options.openapi, io)
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

/** With the operations of an OpenAPI file, where there is one. */
async function withFile(
  providers: readonly AnyProvider[],
  file: string | undefined,
  io: Io,
): Promise<readonly AnyProvider[]> {
  if (file === undefined) return providers
  const [provider, another] = providers
  if (!provider || another) throw new UsageError('--openapi goes with one provider, and it must be named.')
  const { withOperations } = await import('./operations.js')
  const { provider: filled, notes } = await whileWaiting(io, `Reading ${file}`, () =>
    withOperations(provider, file),
  )
  for (const note of notes) say(io, note)
  return [filled]
}
