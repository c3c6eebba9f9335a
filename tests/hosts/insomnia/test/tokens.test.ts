import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Sandbox, startSandbox, type TokenFault } from '@countersign/sandbox'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type App, json, startFull } from './app.js'
import { inWorlds, POST_JSON } from './worlds.js'

const TOKENS = [['imburse'], ['sendpayments']]

inWorlds(['full'], (world) => {
  it('ten sends at once over an empty store make one token request', async () => {
    const before = world.sandbox.counts.sendpayments?.token ?? 0
    const done = await world.send({ url: world.at('sendpayments') }, { times: 10 })
    expect(done.all).toEqual(Array(10).fill({ status: 200, error: undefined }))
    expect((world.sandbox.counts.sendpayments?.token ?? 0) - before).toBe(1)
  })

  it('a token that counts once is asked for by each of ten sends', async () => {
    const before = world.sandbox.counts.imburse?.token ?? 0
    const done = await world.send({ url: world.at('imburse') }, { times: 10 })
    expect(done.all).toEqual(Array(10).fill({ status: 200, error: undefined }))
    expect((world.sandbox.counts.imburse?.token ?? 0) - before).toBe(10)
  })

  it('401 drops the token, and the next send has a new one', async () => {
    world.sandbox.fault('sendpayments', { tokenEndsAfter: 1 })
    const request = { url: world.at('sendpayments') }
    const statuses: unknown[] = []
    for (let time = 0; time < 4; time++) statuses.push((await world.send(request)).response?.statusCode)
    world.sandbox.fault('sendpayments')
    // Whether the token at hand was used before decides on which comes first.
    const [first, second] = statuses
    expect([first, second].sort()).toEqual([200, 401])
    expect(statuses).toEqual([first, second, first, second])
  })

  describe.each<[string, TokenFault, RegExp]>([
    ['an error', { kind: 'status', status: 503 }, /responded with 503/],
    ['a page', { kind: 'html' }, /text\/html/],
    ['nothing', { kind: 'empty' }, /not a JSON object/],
    ['nonsense', { kind: 'garbled' }, /not a JSON object/],
    ['no token', { kind: 'no-token' }, /without an accessToken/],
    ['a token that ended', { kind: 'expired' }, /ended \d+ s ago/],
    ['half a response', { kind: 'cut-off' }, /cut off/],
  ])('a token endpoint that gives %s', (_name, token, says) => {
    it.each(TOKENS)('%s: refused, and nothing leaves', async (provider = '') => {
      // Another client, of which no token is at hand.
      const environment = { ...world.env, SENDPAYMENTS_REFRESH_BEFORE: '31', SENDPAYMENTS_AUTH_PATH: '/auth' }
      world.sandbox.fault(provider as 'imburse', { token, tokenEndsAfter: 0 })
      await world.send({ url: world.at(provider) }, { environment }) // drops a token that is at hand
      const accepted = world.sandbox.counts[provider]?.accepted
      const done = await world.send({ url: world.at(provider) }, { environment })
      world.sandbox.fault(provider as 'imburse')
      expect(done.told.alerts).toEqual([expect.stringMatching(says)])
      expect(done.wire).toBeUndefined()
      expect(world.sandbox.counts[provider]?.accepted).toBe(accepted)
    })
  })

  it('the token requests of its own are seen by no hook', async () => {
    const plugins = [{ at: 'after', hook: "context.request.addHeader('X-Hooked', 'yes')" }] as const
    const done = await world.send({ url: world.at('imburse') }, { plugins })
    expect(json(done.response?.body)).toMatchObject({ ok: true, headers: { 'x-hooked': 'yes' } })
    expect(done.told.network).toEqual([])
  })
})

describe("the app's own time limit, if it is shorter than thirty seconds", () => {
  let sandbox: Sandbox
  let app: App
  let data: string

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'countersign-settings-'))
    mkdirSync(join(data, 'plugins'))
    symlinkSync(inject('plugin'), join(data, 'plugins', 'insomnia-plugin-countersign'), 'junction')
    appendFileSync(join(data, 'insomnia.Settings.db'), `${JSON.stringify({ timeout: 30_000 })}\n`)
    appendFileSync(join(data, 'insomnia.Settings.db'), `${JSON.stringify({ timeout: 200 })}\n`)
    sandbox = await startSandbox({ providers: ['imburse', 'sendpayments'] })
    app = await startFull(data, { INSOMNIA_DATA_PATH: data })
  })
  afterAll(async () => {
    app.close()
    await sandbox.close()
    rmSync(data, { recursive: true })
  })

  it.each(TOKENS)('%s: a token endpoint that hangs', async (provider = '') => {
    sandbox.fault(provider as 'imburse', { token: { kind: 'hang' } })
    const request = { _id: 'req_1', ...POST_JSON, url: `${sandbox.origins[provider]}/v1` }
    const done = await app.send({ request, environment: sandbox.env })
    expect(done.told.alerts).toEqual([expect.stringMatching(/sent no response within 0\.2 s/)])
    expect(sandbox.counts[provider]?.accepted).toBe(0)
  })
})
