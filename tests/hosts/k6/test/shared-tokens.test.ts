import { describe, expect, it } from 'vitest'
import { startBroker } from './broker.js'
import { file, isExtension, k6, run, script } from './k6.js'
import { inParts, sharing, started } from './sharing.js'

describe.skipIf(!k6)('with a broker', () => {
  it('five users share one token of Send, with and without promises, and without the client secret', async () => {
    const { env, seen, broker } = await sharing()
    const runners = { ...env, SENDPAYMENTS_CLIENT_SECRET: '', COUNTERSIGN_TOKENS: broker.url, WAY: 'mixed' }
    const args = ['--vus', '5', '--iterations', '25']
    const { code, text, metrics } = await run(script('shared-token.ts'), { env: runners, args })
    expect({ code, text }).toMatchObject({ code: 0 })
    expect(metrics.checks?.passes).toBe(25)
    expect(seen.map(({ accepted, token }) => ({ accepted, token }))).toEqual([
      { accepted: true, token: true },
      ...Array(25).fill({ accepted: true, token: false }),
    ])
  })
})

describe.skipIf(!k6)('without a broker', () => {
  it('setup() hands out one token for a short test', async () => {
    const { sandbox } = await started({ providers: ['sendpayments'] })
    const env = { ...sandbox.env, ORIGIN: sandbox.origins.sendpayments }
    const { code, text } = await run(script('setup-token.ts'), { env })
    expect({ code, text }).toMatchObject({ code: 0 })
    expect(sandbox.counts.sendpayments).toEqual({ accepted: 200, refused: 0, token: 1 })
  })

  it.skipIf(isExtension)(
    'Send with more than one virtual user stops at init and says what to do',
    async () => {
      const { sandbox, seen } = await started({ providers: ['sendpayments'] })
      const env = { ...sandbox.env, ORIGIN: sandbox.origins.sendpayments }
      const stopped = [
        ...(await Promise.all([
          run(script('alone.ts'), { env, args: ['--vus', '2', '--iterations', '2'] }),
          run(script('alone.ts'), { env, args: ['--stage', '1s:5'] }),
        ])),
        ...(await inParts(script('alone.ts'), { env, args: ['--vus', '4', '--iterations', '4'] })),
      ]
      for (const { code, text } of stopped) {
        expect([107, 108], text).toContain(code)
        expect(text).toContain('so several virtual users lock each other out. Start `countersign tokens`')
      }
      expect(seen).toEqual([])
    },
  )
})

describe.skipIf(!k6)('tokens of Imburse', () => {
  const UNTIL_EXPIRY = { imburse: { tokenUse: 'until-expiry' } } as const

  it.each([
    ['one for each request', {}, false, 50],
    ['one for each virtual user, if it may be used until it ends', UNTIL_EXPIRY, false, 5],
    ['one for all, with a broker', UNTIL_EXPIRY, true, 1],
    ['one for each request, with a broker', {}, true, 50],
  ])('%s', async (_, options, isOwned, tokens) => {
    const { sandbox } = await started({ providers: ['imburse'], ...options })
    const env = { ...sandbox.env, ORIGIN: sandbox.origins.imburse }
    const settings = file(
      'imburse.env',
      Object.entries(sandbox.env)
        .map((pair) => pair.join('='))
        .join('\n'),
    )
    const words = ['--provider', 'imburse', '--dotenv', settings]
    const owned = isOwned && { COUNTERSIGN_TOKENS: (await startBroker({}, words)).url }
    const { code, text } = await run(script('imburse-tokens.ts'), { env: { ...env, ...owned } })
    expect({ code, text }).toMatchObject({ code: 0 })
    const counts = sandbox.counts.imburse
    expect(counts).toMatchObject({ accepted: 50, refused: 0 })
    if (tokens === 5) expect([1, 2, 3, 4, 5]).toContain(counts?.token)
    else expect(counts?.token).toBe(tokens)
  })
})
