import {
  bytesOf,
  createSigner,
  plainCodec,
  type Request,
  type TokenSource,
  type ToSend,
} from '@countersign/core'
import type { ArrivedRequest, RightRequest } from '@countersign/page'
import { nodeHost } from '../../../node-host.js'
import { providersOf } from '../../../providers.js'
import type { Io } from '../../../terminal/io.js'
import { PLACEHOLDER, placeholderTokens, tokenRequest } from '../../explain/tokens.js'

/** Headers that a tool writes by itself, or that hold what was wrong. */
const LEFT_OUT = /^(host|content-length|connection|transfer-encoding|authorization|expect)$/i

/**
 * What a request would have been if it had been signed correctly, with the sandbox's credentials, now. One that needs a token
 * comes after the request that gets it.
 */
export async function rightRequest(
  { method, url, headers, body }: ArrivedRequest,
  opened: Buffer | undefined,
  env: Readonly<Record<string, string>>,
  io: Io,
): Promise<RightRequest | undefined> {
  const sources: TokenSource[] = []
  const signer = createSigner({
    providers: providersOf(io),
    settings: (name) => env[name],
    host: { ...nodeHost({ name: 'The command line' }), tokens: placeholderTokens(sources) },
  })
  if (!signer.decide(url).acts) return undefined
  const itself = await tokenRequestAt(signer.tokens(url), url)
  if (itself) return { notes: [], requests: [arrived(itself)] }
  const secrets = new Set(
    Object.entries(env).flatMap(([name, value]) => (/SECRET|KEY/.test(name) ? [value] : [])),
  )
  const kept = headers.filter(([name, value]) => !LEFT_OUT.test(name) && !secrets.has(value))
  try {
    const signed = await signer.apply({ method, url, headers: kept, body: new Uint8Array(opened ?? body) })
    const before = await Promise.all(sources.map((source) => tokenRequest(source)))
    const note = `First ask for a token, then put it in place of ${PLACEHOLDER}.`
    return { notes: before.length > 0 ? [note] : [], requests: [...before, signed.request].map(arrived) }
  } catch (thrown) {
    return { notes: [thrown instanceof Error ? thrown.message : String(thrown)], requests: [] }
  }
}

/** The request that gets a token, if that is what was sent. */
async function tokenRequestAt(source: TokenSource | undefined, url: string): Promise<Request | undefined> {
  const right = source && (await tokenRequest(source))
  return right && new URL(right.url).pathname === new URL(url).pathname ? right : undefined
}

const arrived = ({ method, url, headers, body = '' }: ToSend) => ({
  method,
  url,
  headers,
  body: Buffer.from(bytesOf(body, plainCodec)),
})
