import { type AnyProvider, createSigner, promiseOf, type Response } from '@countersign/core'
import { responsesIn, type SealedResponse } from '@countersign/verify'
import { nodeHost } from '../../node-host.js'
import { chosenProviders } from '../../providers.js'
import { type SettingsOptions, settingsFrom } from '../../settings.js'
import { Failed, type Io, say, UsageError } from '../../terminal/io.js'
import { chosenEntry, named, nameOf, readInput } from '../verify/input.js'

export interface OpenCommand extends SettingsOptions {
  readonly provider?: string
  readonly entry?: string
}

/** `countersign open`: opens the encrypted responses in a file and prints them. */
export async function open(file: string, options: OpenCommand, io: Io): Promise<void> {
  const open = opener(options, io)
  const bytes = await readInput(file, io)
  const responses = chosenEntry(
    named(file, () => responsesIn(bytes)),
    file,
    options.entry,
  )
  let opened = 0
  for (const { label, response } of responses) {
    const body = await inResponse({ label, response }, open, responses.length > 1)
    if (!body) continue
    opened++
    io.stdout.write(body)
    if (responses.length > 1 || ('isTTY' in io.stdout && io.stdout.isTTY)) io.stdout.write('\n')
  }
  if (opened === 0)
    throw new Failed(`${nameOf(file)}: no response in it is encrypted, so there is nothing to open.`)
}

type Open = (response: Response) => Promise<Uint8Array | undefined>

async function inResponse({ label, response }: SealedResponse, open: Open, several: boolean) {
  try {
    return await open(response)
  } catch (thrown) {
    throw several && thrown instanceof Error ? new Error(`${label}: ${thrown.message}`) : thrown
  }
}

/** Opens by the one provider that can, with its settings. @throws {Failed} if a setting for it is missing */
function opener(options: OpenCommand, io: Io): Open {
  const provider = openingProvider(options, io)
  const host = nodeHost({ name: 'The command line' })
  const warn = (message: string) => say(io, message)
  const signer = createSigner({ providers: [provider], settings: settingsFrom(options, io), host, warn })
  const settings = signer.ready(provider, 'response')
  return async (response) => {
    const opening = provider.open?.({ response, settings, host, trace: undefined })
    const opened = opening ? await promiseOf(opening) : {}
    if (opened.unopened) throw new Failed(`The response is encrypted and was not opened: ${opened.unopened}.`)
    return opened.body
  }
}

function openingProvider({ provider: id }: OpenCommand, io: Io): AnyProvider {
  const able = chosenProviders(id, io).filter((provider) => provider.open !== undefined)
  const [one] = able
  if (able.length === 1 && one) return one
  if (id !== undefined) throw new UsageError(`${id} does not encrypt responses.`)
  throw new UsageError(
    `Several providers encrypt responses; name one with --provider: ${able.map((each) => each.id).join(', ')}.`,
  )
}
