import type { AnyProvider } from '@countersign/core'
import { fromObject } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { linesOf, readCaptures, verifyFile } from '@countersign/verify'
import { expect } from 'vitest'

export interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
}

export type Settings = Readonly<Record<string, string>>

/** The verdict of `verify` on a request as raw HTTP. No secret is in what it says. */
export async function verdictOn(provider: AnyProvider, settings: Settings, sent: Sent, at: number) {
  const { host, pathname, search } = new URL(sent.url)
  const own = sent.headers.filter(([name]) => !/^(host|content-length)$/i.test(name))
  const lines = own.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  const length = sent.body === '' ? '' : `Content-Length: ${Buffer.byteLength(sent.body)}\r\n`
  const head = `${sent.method} ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\n${lines}${length}\r\n`
  const [verdict] = await verifyFile(readCaptures(Buffer.from(head + sent.body)), {
    providers: [provider],
    settings: fromObject(provider, settings),
    host: nodeHost(),
    at,
  })
  const said = verdict ? linesOf(verdict).join('\n') : ''
  for (const { name, secret } of provider.settings)
    if (secret && settings[name]) expect(said).not.toContain(settings[name])
  return verdict
}
