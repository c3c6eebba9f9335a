import type { Host, Request } from '@countersign/core'
import { beforeSigned } from '@countersign/verify'
import { nodeHost } from '../../node-host.js'
import { chosenProviders } from '../../providers.js'
import { requestFrom } from '../../request.js'
import { readSettings } from '../../settings.js'
import { type Io, say, UsageError } from '../../terminal/io.js'
import { settingsForWebhooks } from '../../webhooks.js'
import { hostChanges, type SignOptions } from '../sign/index.js'
import { capturesIn, nameOf, readInput } from '../verify/input.js'

/** A request by METHOD and URL, or one that was sent. */
export type ExplainOptions = Omit<SignOptions, 'method' | 'url'> &
  Partial<Pick<SignOptions, 'method' | 'url'>> & {
    readonly from?: string
    readonly entry?: string
    readonly scheme?: string
  }

/** What is to be explained, and what of its clock and nonce is known. */
export interface Asked {
  readonly request: Request
  readonly changes: Partial<Host>
}

/** @throws {UsageError} if neither a request nor a file of one is named, or both are */
export async function asked(options: ExplainOptions, io: Io): Promise<Asked> {
  const { method, url, from } = options
  if (from !== undefined) return fromFile(from, options, io)
  if (method === undefined || url === undefined)
    throw new UsageError('Give METHOD and URL, or a request that was sent: --from FILE.')
  return { request: await requestFrom({ ...options, method, url }, io), changes: hostChanges(options) }
}

async function fromFile(file: string, options: ExplainOptions, io: Io): Promise<Asked> {
  const { method, header, body, bodyFile } = options
  if ([method, header, body, bodyFile].some((given) => given !== undefined))
    throw new UsageError('--from takes the request from its file: leave out METHOD, URL, -H and --body.')
  const [captured, ...others] = capturesIn(await readInput(file, io), file, options)
  if (!captured || others.length > 0)
    throw new UsageError(
      `${nameOf(file)} holds ${others.length + 1} requests. Say which one: --entry NUMBER.`,
    )
  if (captured.bodyMissing) say(io, `The body is not in ${nameOf(file)}: ${captured.bodyMissing}.`)
  const providers = chosenProviders(options.provider, io)
  const { resolve } = readSettings(options, io)
  const settings = settingsForWebhooks(resolve, providers, [captured.request.url], io)
  const how = { providers, settings, host: nodeHost({ name: 'The command line' }) }
  const { request, now, nonce } = await beforeSigned(captured, how)
  const own = {
    ...(now !== undefined && { now: () => now }),
    ...(nonce !== undefined && { nonce: () => nonce }),
  }
  return { request, changes: { ...own, ...hostChanges(options) } }
}
