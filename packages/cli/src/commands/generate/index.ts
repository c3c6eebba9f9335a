import { join } from 'node:path'
import type { AnyProvider } from '@countersign/core'
import { Bundles } from '../../bundles/index.js'
import { providerNamed, providersOf } from '../../providers.js'
import { type Io, say, UsageError } from '../../terminal/io.js'
import { whileWaiting } from '../../terminal/spinner.js'
import { type GeneratedFile, licences } from './file.js'
import { GENERATORS, TOOLS } from './tools.js'
import { writeFiles } from './write.js'

export interface GenerateOptions {
  readonly out?: string
  readonly plugin?: string
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
  if (options.plugin !== undefined && tool !== 'insomnia') throw new UsageError('--plugin is for insomnia.')
  if (options.out === undefined && options.plugin === undefined) throw new UsageError(whereTo(tool))
  const named = [...new Set(ids)].map((id) => providerNamed(id, io))
  const providers = await withFile(named.length > 0 ? named : providersOf(io), options.openapi, io)
  const bundles = new Bundles(io.used)
  const write = (files: readonly GeneratedFile[], folder: string) => {
    if (!options.dryRun) writeFiles(files, folder, options.force)
    io.stdout.write(files.map(({ path }) => `${join(folder, path)}\n`).join(''))
  }
  if (options.plugin !== undefined) write(await pluginFolder(pluginFor(named, io), bundles), options.plugin)
  if (options.out === undefined) return
  const files = await (await load())(providers, {
    bundles,
    extension: options.extension,
    withoutPlugin: options.plugin !== undefined,
  })
  write([...files, ...licences(bundles)], options.out)
}

const whereTo = (tool: string) =>
  tool === 'insomnia'
    ? 'insomnia takes --plugin FOLDER for the plugin, --out FOLDER for what to import, or both.'
    : '--out FOLDER is missing: the folder to write into.'

/** Whom the plugin is for: those that are named, or else the provider of `--use`. @throws {UsageError} if it has several */
function pluginFor(named: readonly AnyProvider[], { used = [], ...io }: Io): readonly AnyProvider[] {
  const [own, ...others] = used.map(({ provider }) => provider)
  if (named.length > 0 || !own) return named
  if (others.length > 0)
    throw new UsageError(`--plugin goes with one provider: name it, as in generate insomnia ${own.id}.`)
  say(
    io,
    `The plugin is for ${own.name} only. For the one that ships, name one of its providers, as in inqud.`,
  )
  return [own]
}

/** The plugin that ships, which has Countersign's own providers, or one that is built for a provider of one's own. */
async function pluginFolder(named: readonly AnyProvider[], bundles: Bundles): Promise<GeneratedFile[]> {
  const { shippedPluginFiles } = await import('insomnia-plugin-countersign/bundle')
  const [own, ...others] = named.filter((provider) => !bundles.isShipped(provider))
  if (!own) return shippedPluginFiles()
  if (others.length > 0 || named.length > 1)
    throw new UsageError('--plugin goes with one provider of your own: each has a plugin to itself.')
  return bundles.plugin(own)
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
