import { type Example, examplesOf } from '@countersign/core/provider'
import type { Sandbox } from '@countersign/sandbox'
import { providersOf } from '../../providers.js'
import { column } from '../../terminal/column.js'
import type { Io } from '../../terminal/io.js'
import { commandLine, shellWord } from '../../terminal/word.js'
import type { SandboxCommand } from './options.js'
import type { OwnSandbox } from './own.js'

/** What is listening where, and what to do next. */
export function banner(
  { origins }: Pick<Sandbox, 'origins'>,
  { own, page }: { readonly own: readonly OwnSandbox[]; readonly page?: string | undefined },
  options: SandboxCommand,
  io: Io,
): string {
  const padded = column(Object.keys(origins))
  const by = new Map(own.map((one) => [one.id, one.verifiedBy]))
  const where = Object.entries(origins).map(([id, origin]) => {
    const verifiedBy = by.get(id)
    return `  ${padded(id)}${origin}${verifiedBy === undefined ? '' : `  ${verifiedBy}`}`
  })
  const isWritten = options.writeDotenv ?? options.writePostman ?? options.writeInsomnia ?? options.writePem
  const next = page === undefined || isWritten ? nextSteps(origins, options, io) : []
  const lines = page === undefined ? next : [`See what arrives, and copy settings, at ${page}`, ...next]
  return `${['The sandbox is listening:', ...where, '', ...lines, '', 'Ctrl-C stops it.'].join('\n')}\n`
}

/** Where the throwaway credentials are, or how to get them. */
function nextSteps(origins: Sandbox['origins'], options: SandboxCommand, io: Io): string[] {
  const started = commandLine(io, ...(io.args ?? ['sandbox']))
  const { writeDotenv: file, writePostman, writeInsomnia, writePem } = options
  if (file)
    return [
      `Its throwaway credentials are in ${file}. In another terminal:`,
      `  ${example(origins, file, io)}${again(options)}`,
    ]
  const folders = [writePostman, writeInsomnia, writePem].filter((folder) => folder !== undefined)
  if (folders.length > 0) return [`Its throwaway credentials are in ${folders.join(', ')}.`]
  return [
    'To use it, you need its throwaway credentials. Stop it, and start it again in one of these ways, for a',
    '.env file, Postman, Insomnia, or a program:',
    `  ${started} --write-dotenv sandbox.env`,
    `  ${started} --write-postman .`,
    `  ${started} --write-insomnia .`,
    `  ${started} --json`,
  ]
}

/** The options that the next command needs again. */
const again = ({ use = [] }: SandboxCommand) => use.map((file) => ` --use ${shellWord(file)}`).join('')

/** A request of the provider's own examples that is short enough to type. */
function example(origins: Sandbox['origins'], file: string, io: Io): string {
  const all = Object.entries(origins)
  const first = (id = '') => all.find(([one]) => one === id)
  // Who brought a provider has come for it.
  const [id, origin] = first(io.used?.[0]?.provider.id) ?? first('inqud') ?? all[0] ?? []
  const provider = providersOf(io).find((one) => one.id === id)
  const requests = provider ? examplesOf(provider) : []
  const { method, path, body } = requests.find(isShort) ?? NO_EXAMPLE
  return commandLine(
    io,
    'send',
    method,
    `${origin}${path}`,
    ...(body ? ['--body', body] : []),
    '--dotenv',
    file,
  )
}

const isShort = ({ body = '', asksForToken }: Example) => !asksForToken && /^[^'\n]{0,80}$/.test(body)

const NO_EXAMPLE: Example = { name: '', method: 'GET', path: '/' }
