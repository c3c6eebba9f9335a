import { join } from 'node:path'
import type { AnyProvider } from '@countersign/core'
import { Bundles } from '../../bundles/index.js'
import { providerNamed, providersOf } from '../../providers.js'
import { type Io, say, UsageError } from '../../terminal/io.js'
import { whileWaiting } from '../../terminal/spinner.js'
import { GENERATORS, TOOLS } from './tools.js'
import { writeFiles } from './write.js'

export interface GenerateOptions {
  readonly out: string
  readonly openapi?: string
  readonly force?: boolean
  readonly dryRun?: boolean
  readonly extension?: boolean
}

/**
 * `countersign generate`: writes the ready files of a tool. Settings are not even read, so no file can hold one.
 * @throws {UsageError} for an unknown tool or provider
 */
export async function generate(
  tool: string,
  ids: readonly string[],
  options: GenerateOptions,
  io: Io,
): Promise<void> {
  const load = Object.hasOwn(GENERATORS, tool) ? GENERATORS[tool] : undefined
  if (!load) throw new UsageError(`There is no tool "${tool}"; there are ${TOOLS.join(', ')}.`)
  if (options.extension && !tool.startsWith('k6'))
    throw new UsageError('--extension is for k6 and k6-operator.')
  const named = [...new Set(ids)].map((id) => providerNamed(id, io))
  const providers = await withFile(named.length > 0 ? named : providersOf(io), options.openapi, io)
  const files = await (await load())(providers, {
    bundles: new Bundles(io.used),
    extension: options.extension,
  })
  if (!options.dryRun) writeFiles(files, options.out, options.force)
  io.stdout.write(files.map(({ path }) => `${join(options.out, path)}\n`).join(''))
}

/** With the operations of an OpenAPI file, if one is given. */
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
