import { createSigner, fromObject } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { readCaptures, verifyFile } from '@countersign/verify'
import { describe, expect, it } from 'vitest'
import { definedProvider, readDefinition, vectorsOf } from '../src/index.js'
import { FILES, read, signed, withSteps } from './read.js'

// Those that do not cover the body cannot tell that it was changed.
const WITHOUT_BODY = ['client-credentials.yaml', 'rfc9421-ed25519.yaml', 'rfc9421-hmac.yaml']

it.each(FILES)(
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
    expect(await verdictOn(String(request.body))).toMatchObject({ verdict: 'verified' })
    if (WITHOUT_BODY.includes(file)) return
    expect(await verdictOn(String(request.body).replace('"a": 1', '"a":1'))).toMatchObject({
      verdict: 'not-verified',
      why: expect.stringMatching(/^signature matches when the JSON of the body has a space/),
    })
  },
)

describe('a body that is changed is found again in the one that is sent', () => {
  const nonce = 'concat("nonce=", milliseconds())'
  it.each([
    ['at its end', `{join("&", ${nonce}, body)}`],
    ['at its beginning', `{join("&", body, ${nonce})}`],
    ['in JSON', `{'{"nonce":"'}{milliseconds()}{'","data":'}{body}{'}'}`],
    ['in a part', `{concat("v1\\n", body, "\\n", uuid())}`],
  ])('%s', async (_where, template) => {
    const text = withSteps({ out: 'hex(hmac-sha256(key, milliseconds(), body))' })
    const definition = readDefinition(`${text}  body: ${JSON.stringify(template)}\n`, 'acme.yaml')
    const { written } = definedProvider(definition)
    for (const body of ['a=1&b=2', '', '{"a":\n1}', 'nonce=5&x']) {
      const sent = await signed(`${text}  body: ${JSON.stringify(template)}\n`, {
        method: 'POST',
        url: 'https://api.acme.com/x',
        body,
      })
      expect(new RegExp(written?.body ?? '^$').exec(String(sent.body))?.[1]).toBe(body)
    }
  })

  it('not if it is encoded: that is said when the file is read', () => {
    const text = withSteps({ out: 'hex(hmac-sha256(key, body))' })
    const { notes } = readDefinition(`${text}  body: "{base64(body)}"\n`, 'acme.yaml')
    expect(notes).toEqual([expect.stringMatching(/^acme\.yaml:\d+: send body: it changes the body/)])
  })
})
