import { createSigner, fromObject, headerValue } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { readCaptures, verifyFile } from '@countersign/verify'
import { expect, it } from 'vitest'
import { definedProvider, vectorsOf } from '../src/index.js'
import { FILES, read } from './read.js'

// Those that do not cover the body cannot tell that it was changed; Kraken's nonce stands in the body alone.
const WITHOUT_BODY = ['client-credentials.yaml', 'rfc9421-ed25519.yaml', 'rfc9421-hmac.yaml']
const UNREADABLE = ['kraken.yaml']

it.each(FILES.filter((file) => !UNREADABLE.includes(file)))(
  '%s: verify confirms what it signed, and names a space that is missing from the body',
  async (file) => {
    const definition = read(file)
    const provider = definedProvider(definition)
    const [vector] = vectorsOf(definition)
    const settings = fromObject(provider, vector?.settings ?? {})
    const lease = { token: vector?.token ?? '', useUntil: Number.POSITIVE_INFINITY }
    const tokens = { get: async () => lease, drop: () => {} }
    const signer = createSigner({ providers: [provider], settings, host: { ...nodeHost(), tokens } })
    const url = `${vector?.request.url.replace(/\?.*/, '')}?b=2&a=1`
    const headers = [['Content-Type', 'application/json']] as const
    const { request } = await signer.apply({ method: 'POST', url, headers, body: '{"a": 1, "b": "x"}' })

    const verdictOn = async (body: string) => {
      const { origin, host } = new URL(request.url)
      const lines = request.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
      const head = `POST ${request.url.slice(origin.length)} HTTP/1.1\r\nHost: ${host}\r\n${lines}`
      const text = `${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
      const [verdict] = await verifyFile(readCaptures(Buffer.from(text)), {
        providers: [provider],
        settings,
        host: nodeHost(),
      })
      return verdict
    }
    expect(headerValue(request.headers, 'Content-Type')).toBe('application/json')
    expect(await verdictOn(String(request.body))).toMatchObject({ verdict: 'verified' })
    if (WITHOUT_BODY.includes(file)) return
    expect(await verdictOn('{"a":1, "b": "x"}')).toMatchObject({
      verdict: 'not-verified',
      why: expect.stringMatching(/^signature matches when the JSON of the body has a space/),
    })
  },
)
