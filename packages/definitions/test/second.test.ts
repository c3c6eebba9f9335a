import {
  type AnyProvider,
  createSigner,
  fromObject,
  type Request,
  type RequestInput,
} from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { definitionVerifier } from '@countersign/sandbox'
import { verifyFile } from '@countersign/verify'
import { checkVector } from '@countersign/verify/vectors'
import { describe, expect, it } from 'vitest'
import { definedProvider, readDefinition, vectorsOf } from '../src/index.js'
import { incoming, type Sent, times } from './incoming.js'
import { FILES, textOf } from './read.js'

/** What the second interpreter says: nothing, or the check that failed. */
function judge(text: string, settings: Record<string, string>, now: number) {
  const verifier = definitionVerifier(text, { ...times, clock: () => now }, settings)
  return async (sent: Sent): Promise<string | undefined> => {
    try {
      await verifier.respond(incoming(sent) as never, {})
      return undefined
    } catch (thrown) {
      return (thrown as { failure?: { check: string } }).failure?.check ?? String(thrown)
    }
  }
}

async function signedBy(
  provider: AnyProvider,
  settings: object,
  request: RequestInput,
  now: number,
): Promise<Sent> {
  const host = { ...nodeHost(), now: () => now }
  const signer = createSigner({ providers: [provider], settings: fromObject(provider, settings), host })
  return (await signer.apply(request)).request as Sent
}

const NOW = 1700000000.123
const BODY = '{"amount":"12.50","name":"Zoë"}'

const files = FILES.filter((file) => !['client-credentials.yaml'].includes(file))

describe.each(files)('%s', (file) => {
  const text = textOf(file)
  const provider = definedProvider(readDefinition(text, file))
  const [vector] = vectorsOf(readDefinition(text, file))
  const settings = vector?.settings as Record<string, string>
  const url = `${vector?.request.url.replace(/\?.*/, '')}?b=2&a=%20x`
  const requests = [
    { method: 'GET', url, headers: [] },
    { method: 'POST', url, headers: [['Content-Type', 'application/json']] as const, body: BODY },
  ]

  it('is accepted as it was signed, and refused if anything signed is another', async () => {
    for (const request of requests) {
      const sent = await signedBy(provider, settings, request, NOW)
      expect(await judge(text, settings, NOW)(sent)).toBeUndefined()
      const last = sent.headers.find(([one]) => /sign|auth|token|hub/i.test(one))?.[0]
      const spoilt = sent.headers.map(
        ([one, value]) => [one, one === last ? `${value.slice(0, -4)}AAA=` : value] as const,
      )
      const parameter = sent.url.replace(/signature=..../, 'signature=0000')
      expect(
        await judge(
          text,
          settings,
          NOW,
        )({ ...sent, url: parameter, headers: parameter === sent.url ? spoilt : sent.headers }),
      ).toBeTruthy()
      const other = await judge(text, settings, NOW)({ ...sent, body: `${sent.body ?? ''} ` })
      expect(other === undefined).toBe(file.startsWith('rfc9421'))
    }
  })

  /** What the second interpreter says, and what verify does. */
  const judged = async (sent: Sent, at: number) => {
    const captured = { label: 'request 1', request: { body: '', ...sent } as Request, clocks: [], notes: [] }
    const options = { providers: [provider], settings: fromObject(provider, settings), host: nodeHost(), at }
    return [await judge(text, settings, at)(sent), (await verifyFile([captured], options))[0]?.verdict]
  }

  it('is refused by its age and for a nonce that came before', async () => {
    const sent = await signedBy(provider, settings, requests[1] as RequestInput, NOW)
    const { written, nonce } = provider
    if (written?.maxAge !== undefined && written.now) {
      const { maxAge, maxAhead = maxAge } = written
      expect(await judged(sent, NOW + maxAge + 2)).toEqual(['maxAge', 'not-verified'])
      expect(await judged(sent, NOW - maxAhead - 2)).toEqual(['clock', 'not-verified'])
      expect(await judged(sent, NOW - maxAhead + 0.5)).toEqual([undefined, 'verified'])
    }
    const again = judge(text, settings, NOW)
    expect(await again(sent)).toBeUndefined()
    expect(await again(sent)).toBe(nonce ? 'nonceUnused' : undefined)
  })
})

it('agrees with the vectors that the vendors publish', async () => {
  for (const file of [
    'standard-webhooks.yaml',
    'github-webhook.yaml',
    'stripe-webhook.yaml',
    'adyen-webhook.yaml',
  ]) {
    const definition = readDefinition(textOf(file), file)
    const [vector] = vectorsOf(definition)
    if (!vector) continue
    expect(await checkVector(definedProvider(definition), vector, nodeHost())).toEqual({ held: true })
    const id = file.startsWith('standard')
      ? { 'webhook-id': `msg_${vector.nonce}`, 'webhook-timestamp': String(vector.now) }
      : {}
    const protocol = file.startsWith('adyen') ? { Protocol: 'HmacSHA256' } : {}
    const headers = Object.entries({ ...vector.headers, ...id, ...protocol })
    const sent = { ...(vector.request as Sent), headers }
    expect([file, await judge(textOf(file), vector.settings as never, vector.now ?? NOW)(sent)]).toEqual([
      file,
      undefined,
    ])
  }
})

it('a webhook may be signed by several keys', async () => {
  const text = textOf('stripe-webhook.yaml')
  const signed = (signature: string) => ({
    method: 'POST',
    url: 'https://example.com/hook',
    headers: [['Stripe-Signature', signature]] as const,
    body: '{"id":"evt_test_webhook","object":"event"}',
  })
  const right = 'd95c6b7477fbd7e9f90b1b0ef5f9c7ac25abca5382460e0d988c2b2a5b71b990'
  const check = judge(text, { secret: 'whsec_test_secret' }, 1700000000)
  expect(
    await check(signed(`t=1700000000,v1=${'0'.repeat(64)},v1=${right},v0=${'1'.repeat(64)}`)),
  ).toBeUndefined()
  expect(await check(signed(`t=1700000000,v1=${'0'.repeat(64)}`))).toBe('signature')
})
