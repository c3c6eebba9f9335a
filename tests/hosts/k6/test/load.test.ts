import { randomBytes } from 'node:crypto'
import { type RequestRecord, type Sandbox, type SandboxOptions, startSandbox } from '@countersign/sandbox'
import { afterAll, describe, expect, it } from 'vitest'
import { startBroker } from './broker.js'
import { archive, file, isExtension, k6, type Ran, type RunOptions, run, script } from './k6.js'

const sandboxes: Sandbox[] = []
afterAll(() => Promise.all(sandboxes.map((sandbox) => sandbox.close())))

interface Seen extends RequestRecord {
  /** Seconds since 1970. */
  readonly at: number
}

/** A sandbox, and all of its requests. */
async function started(options: SandboxOptions) {
  const seen: Seen[] = []
  const onRequest = (record: RequestRecord) => void seen.push({ ...record, at: Date.now() / 1000 })
  const sandbox = await startSandbox({ ...options, onRequest })
  sandboxes.push(sandbox)
  return { sandbox, seen }
}

/** Tokens of Send that are in use for two seconds: they last three, and are renewed one before their end. */
async function sharing(secret?: string) {
  const { sandbox, seen } = await started({ providers: ['sendpayments'], tokenLifetime: 3 })
  const env = { ...sandbox.env, SENDPAYMENTS_REFRESH_BEFORE: '1', ORIGIN: sandbox.origins.sendpayments ?? '' }
  const all = { ...env, ...(secret && { COUNTERSIGN_TOKENS_SECRET: secret }) }
  return { env: all, seen, broker: await startBroker(all) }
}
const IN_USE = 2

const SEGMENTS = ['0:1/4', '1/4:1/2', '1/2:3/4', '3/4:1']

/** One test in four processes, as k6-operator runs it. */
function inParts(target: string, options: RunOptions): Promise<Ran[]> {
  const parts = SEGMENTS.map((segment) => {
    const split = ['--execution-segment', segment, '--execution-segment-sequence', '0,1/4,1/2,3/4,1']
    return run(target, { ...options, args: [...(options.args ?? []), ...split] })
  })
  return Promise.all(parts)
}

const total = (ran: readonly Ran[], metric: string) =>
  ran.reduce((sum, { metrics }) => sum + (metrics[metric]?.passes ?? metrics[metric]?.count ?? 0), 0)

/** All is well, and there were as many token requests as lifetimes. */
function expectShared(ran: readonly Ran[], seen: readonly Seen[], least = 300): void {
  for (const { code, text } of ran) expect({ code, text }).toMatchObject({ code: 0 })
  expect(seen.filter(({ accepted }) => !accepted)).toEqual([])
  const tokens = seen.filter(({ token }) => token)
  expect(tokens.length).toBeGreaterThanOrEqual(7)
  // Each was in use for its whole time. On a busy machine a request arrives some time after its clock was read.
  const time = (tokens.at(-1)?.at ?? 0) - (tokens[0]?.at ?? 0)
  expect(time).toBeGreaterThan(IN_USE * (tokens.length - 1) - 1)
  const requests = seen.length - tokens.length
  expect(requests).toBeGreaterThan(least)
  expect(total(ran, 'checks')).toBe(requests)
}

// On a machine that is busy with other tests a request may take longer than the old token is left alone for.
describe.skipIf(!k6).concurrent('one token of Send for all', { retry: 1 }, () => {
  it('50 virtual users over six lifetimes, in group(), without the client secret: no 401, one token request for each lifetime', async () => {
    const { env, seen, broker } = await sharing()
    const runners = { ...env, SENDPAYMENTS_CLIENT_SECRET: '', COUNTERSIGN_TOKENS: broker.url, WAY: 'sync' }
    expectShared([await run(script('shared-token.ts'), { env: runners })], seen)
  })

  it('calls with and without promises in one virtual user', async () => {
    const { env, seen, broker } = await sharing()
    const mixed = { ...env, COUNTERSIGN_TOKENS: broker.url, WAY: 'mixed' }
    expectShared([await run(script('shared-token.ts'), { env: mixed })], seen)
  })

  it('one virtual user renews its own, without a broker', async () => {
    const { env, seen } = await sharing()
    const ran = await run(script('shared-token.ts'), { env, args: ['--vus', '1'] })
    expectShared([ran], seen, 30)
  })

  it('the same in four processes over one archive and one broker with a secret', async () => {
    const { env, seen, broker } = await sharing(randomBytes(16).toString('hex'))
    const packed = await archive(script('shared-token.ts'))
    const ran = await inParts(packed, { env: { ...env, COUNTERSIGN_TOKENS: broker.url } })
    expectShared(ran, seen)
    for (const { metrics } of ran) expect(metrics.vus_max?.max).toBeGreaterThanOrEqual(12)
  })

  it('goes on when the broker is killed and started again, and sends nothing unsigned meanwhile', async () => {
    const { env, seen, broker } = await sharing()
    let killed = false
    let restarted = Number.POSITIVE_INFINITY
    const ran = await run(script('shared-token.ts'), {
      env: { ...env, COUNTERSIGN_TOKENS: broker.url },
      args: ['--duration', '13s'],
      async during(text) {
        if (!killed && seen.filter(({ token }) => token).length === 2) {
          killed = true
          await broker.kill()
        } else if (restarted === Number.POSITIVE_INFINITY && text.includes('@@')) {
          restarted = Date.now() / 1000
          await startBroker(env, [], broker.at)
        }
      },
    })
    expect({ code: ran.code, text: ran.text }).toMatchObject({ code: 0 })
    const reasons = Object.values(ran.cases)
    expect(reasons.length).toBeGreaterThan(0)
    const due =
      /^No token: the token broker at http:\/\/127\.0\.0\.1:\d+ could not be reached: .+\. Start it with: countersign tokens\.?$/
    for (const reason of reasons) expect(reason).toMatch(due)
    // The new broker's first token ends the one that some still hold: they are told so, and try once more.
    for (const { accepted, check } of seen) expect(accepted || check === 'tokenNewest').toBe(true)
    const after = seen.filter(({ accepted, token, at }) => accepted && !token && at > restarted)
    expect(after.length).toBeGreaterThan(100)
    expect(ran.metrics.countersign_refusals?.count).toBeGreaterThan(0)
  })
})

// Half a minute of volume, for test:long alone.
const isLong = process.env.npm_lifecycle_event === 'test:long'
describe.skipIf(!k6 || !isLong)('ramps between 0 and 60 users that are stopped hard', () => {
  it('no 401, and users go on sending, with one broker', async () => {
    const { env, seen, broker } = await sharing()
    const { code, text } = await run(script('ramps.ts'), {
      env: { ...env, COUNTERSIGN_TOKENS: broker.url },
    })
    expect({ code, text }).toMatchObject({ code: 0 })
    expect(seen.filter(({ accepted }) => !accepted)).toEqual([])
    const [first, last] = [seen[0]?.at ?? 0, seen.at(-1)?.at ?? 0]
    expect(seen.length).toBeGreaterThan(100)
    // The ramps take six seconds, and in the last of them forty users become one.
    expect(last - first).toBeGreaterThan(4.5)
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
    ['one for each virtual user, where it may be used until it ends', UNTIL_EXPIRY, false, 5],
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

describe.skipIf(!k6)('nonces and salts', () => {
  it('20,000 signatures each from 50 virtual users in four processes: none twice', async () => {
    const { sandbox } = await started({ providers: ['inqud', 'imburse'] })
    const env = { ...sandbox.env, ORIGINS: JSON.stringify(sandbox.origins) }
    const ran = await inParts(script('nonces.ts'), { env })
    for (const { code, text } of ran) expect({ code, text }).toMatchObject({ code: 0 })
    expect(sandbox.counts.inqud).toEqual({ accepted: 20_000, refused: 0, token: 0 })
    expect(sandbox.counts.imburse).toEqual({ accepted: 0, refused: 0, token: 20_000 })
  })
})
