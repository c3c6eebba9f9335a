import {
  type AnyProvider,
  createSigner,
  parseUrl,
  promiseOf,
  type Resolver,
  readSettings,
} from '@countersign/core'
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
  for (const response of responses) {
    const body = await inResponse(response, open, responses.length > 1)
    if (!body) continue
    opened++
    io.stdout.write(body)
    if (responses.length > 1 || ('isTTY' in io.stdout && io.stdout.isTTY)) io.stdout.write('\n')
  }
  if (opened === 0)
    throw new Failed(`${nameOf(file)}: no response in it is encrypted, so there is nothing to open.`)
}

type Open = (one: Pick<SealedResponse, 'response' | 'url'>) => Promise<Uint8Array | undefined>

async function inResponse({ label, ...one }: SealedResponse, open: Open, several: boolean) {
  try {
    return await open(one)
  } catch (thrown) {
    throw several && thrown instanceof Error ? new Error(`${label}: ${thrown.message}`) : thrown
  }
}

/** Opens by the first provider that can, with its settings. @throws {Failed} if a setting for it is missing */
function opener(options: OpenCommand, io: Io): Open {
  const settings = settingsFrom(options, io)
  const all = openingProviders(options.provider, settings, io).map((one) => openerOf(one, settings, io))
  return async (sealed) => {
    const refusals: unknown[] = []
    for (const open of all) {
      const body = await open(sealed).catch((thrown) => void refusals.push(thrown))
      if (body) return body
    }
    if (refusals.length > 0) throw refusals[0]
    return undefined
  }
}

function openerOf(provider: AnyProvider, settings: Resolver, io: Io): Open {
  const host = nodeHost({ name: 'The command line' })
  const warn = (message: string) => say(io, message)
  const signer = createSigner({ providers: [provider], settings, host, warn })
  return async ({ response, url }) => {
    const opening = provider.open?.({
      url: url === undefined ? undefined : parseUrl(url),
      response,
      settings: signer.ready(provider, 'response'),
      host,
      trace: undefined,
    })
    const opened = opening ? await promiseOf(opening) : {}
    if (opened.unopened) throw new Failed(`The response is encrypted and was not opened: ${opened.unopened}.`)
    return opened.body
  }
}

/** Those with settings; all that can, if none has any: then the error says what is missing. */
function openingProviders(id: string | undefined, settings: Resolver, io: Io): AnyProvider[] {
  const able = chosenProviders(id, io).filter((provider) => provider.open !== undefined)
  if (able.length === 0) throw new UsageError(`${id ?? 'No provider'} does not encrypt responses.`)
  const inUse = able.filter((provider) => Object.keys(readSettings(provider, settings)).length > 0)
  return inUse.length > 0 ? inUse : able
}
