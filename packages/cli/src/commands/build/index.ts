import { join } from 'node:path'
import type { AnyProvider } from '@countersign/core'
import { Bundles } from '../../bundles/index.js'
import { providerNamed } from '../../providers.js'
import { type Io, say, UsageError } from '../../terminal/io.js'
import { whileWaiting } from '../../terminal/spinner.js'
import { loadUsed } from '../../use/index.js'
import { writeFiles } from '../generate/write.js'
import { BUILDERS, filesFor } from './tools.js'

export interface BuildOptions {
  readonly for: string
  readonly out: string
  readonly with?: string
  readonly force?: boolean
  readonly dryRun?: boolean
}

/**
 * `countersign build`: writes what each tool needs for the providers of files. Settings are not even read, so no file
 * can hold one.
 * @throws {UsageError} for an unknown tool or provider
 */
export async function build(files: readonly string[], options: BuildOptions, io: Io): Promise<void> {
  const tools = toolsNamed(options.for)
  const others = namesIn(options.with ?? '').map((id) => providerNamed(id, {}))
  let providers: readonly AnyProvider[] = others
  const written = await whileWaiting(io, 'Building', async () => {
    const used = await loadUsed(files, 'build')
    providers = [...used.map(({ provider }) => provider), ...others]
    return (await Promise.all(tools.map((tool) => filesFor(tool, providers, new Bundles(used))))).flat()
  })
  if (!options.dryRun) writeFiles(written, options.out, options.force)
  saySentOnce(tools, providers, io)
  io.stdout.write(written.map(({ path }) => `${join(options.out, path)}\n`).join(''))
}

// The tools whose scripts run beside a request, and cannot send it.
const SCRIPTED: Readonly<Record<string, string>> = {
  postman: 'Postman',
  inso: 'Insomnia',
  insomnia: 'Insomnia',
}

/** A provider that asks for one more try gets none there: better said than found out. */
function saySentOnce(tools: readonly string[], providers: readonly AnyProvider[], io: Io): void {
  const names = [...new Set(tools.flatMap((tool) => SCRIPTED[tool] ?? []))].join(' and of ')
  if (names === '') return
  for (const { name, responded } of providers) {
    if (responded)
      say(
        io,
        `${name} looks at responses and may ask for one more try. A script of ${names} cannot send a request again: send it once more by hand.`,
      )
  }
}

/** The names in a list with commas, each once. */
const namesIn = (list: string): string[] => [
  ...new Set(
    list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
]

const bySet = (tool: string) => ` For its files: countersign generate ${tool} ID --use FILE --out FOLDER.`

/** What `generate` alone has, by its name there. */
const GENERATED: Readonly<Record<string, string>> = {
  newman: ' Newman runs the collection of postman.',
  'k6-operator': bySet('k6-operator'),
  'github-actions': bySet('github-actions'),
}

function toolsNamed(list: string): string[] {
  const names = namesIn(list)
  const known = Object.keys(BUILDERS).join(', ')
  const unknown = names.find((name) => !Object.hasOwn(BUILDERS, name))
  if (unknown !== undefined)
    throw new UsageError(
      `There is no tool "${unknown.slice(0, 40)}" to build for; there are ${known}.${GENERATED[unknown] ?? ''}`,
    )
  if (names.length === 0) throw new UsageError(`--for names no tool; there are ${known}.`)
  return names
}
