import { createSigner, providers, type Request } from '@countersign/core'
import { nodeHost, nodeSend } from '@countersign/hosts/node'
import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { verifyFile } from '@countersign/verify'
import { afterAll, beforeAll, expect, it } from 'vitest'

const NOW = 1_700_000_000
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ clock: () => NOW, providers: ['imburse', 'mastercard-oauth'] })
})
afterAll(() => sandbox.close())

// Imburse's page says five minutes; nobody says how far ahead, so both forgive half a minute.
it.each([
  ['imburse', '/v1/identity/hmac'],
  ['mastercard-oauth', '/v1/a'],
])('%s: verify and the sandbox allow the same clock', async (provider, path) => {
  const settings = (name: string) => sandbox.env[name]
  const outcomes: [offset: number, verdict: string | undefined, accepted: boolean][] = []
  for (const offset of [-301, -300, 30, 31]) {
    const host = nodeHost({ now: () => NOW + offset })
    const { apply } = createSigner({ providers, settings, host })
    const { request } = await apply({
      method: 'POST',
      url: `${sandbox.origins[provider]}${path}`,
      headers: [],
      body: '',
    })
    const captured = {
      label: 'request 1',
      request: { body: '', ...request } as Request,
      clocks: [],
      notes: [],
    }
    const [verdict] = await verifyFile([captured], { providers, settings, host: nodeHost(), at: NOW })
    const { status } = await nodeSend()(request)
    outcomes.push([offset, verdict?.verdict, status === 200])
  }
  expect(outcomes).toEqual([
    [-301, 'not-verified', false],
    [-300, 'verified', true],
    [30, 'verified', true],
    [31, 'not-verified', false],
  ])
})
