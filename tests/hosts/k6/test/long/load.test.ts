import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { startBroker } from '../broker.js'
import { archive, isExtension, k6, type Ran, run, script } from '../k6.js'
import { expectAllSend, rampsEnv } from '../ramps.js'
import { inParts, type Seen, sharing, started, usersIn } from '../sharing.js'

/** Tokens of Send that are in use for two seconds: they last three, and are renewed one before their end. */
const renewing = (secret?: string) =>
  sharing(
    { tokenLifetime: 3 },
    { SENDPAYMENTS_REFRESH_BEFORE: '1', ...(secret && { COUNTERSIGN_TOKENS_SECRET: secret }) },
  )
const IN_USE = 2

/** Without an owner the extension shares tokens by itself. */
const owners = isExtension ? ['a broker', 'the extension'] : ['a broker']

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

describe.skipIf(!k6)('50 virtual users for twenty seconds, tokens of five seconds, in group()', () => {
  it.each(owners)('%s: no 401, never two token requests at once, and no user that stops', async (owner) => {
    // A slow endpoint shows whether a second request comes while the first is under way.
    const slow = { token: { kind: 'slow', seconds: 0.3 } } as const
    const { env, seen, asked, broker } = await sharing(
      { tokenLifetime: 5 },
      { SENDPAYMENTS_REFRESH_BEFORE: '1' },
      slow,
    )
    // Runners that have a broker need no client secret.
    const brokered = { SENDPAYMENTS_CLIENT_SECRET: '', COUNTERSIGN_TOKENS: broker.url }
    const all = { ...env, WAY: 'sync', ...(owner === 'a broker' && brokered) }
    const { code, text, metrics } = await run(script('shared-token.ts'), {
      env: all,
      args: ['--duration', '20s'],
    })
    expect({ code, text }).toMatchObject({ code: 0 })
    expect(seen.filter(({ accepted }) => !accepted)).toEqual([])
    const tokens = seen.filter(({ token }) => token).length
    const [first, last] = [seen[0]?.at ?? 0, Math.max(...seen.map(({ at }) => at))]
    expect(last - first).toBeGreaterThan(18)
    // Each is renewed after four seconds.
    expect(tokens).toBeLessThanOrEqual((last - first) / 4 + 2)
    expect(asked.most).toBe(1)
    expect(metrics.checks).toMatchObject({ passes: seen.length - tokens, fails: 0 })
    // All wait while the token is renewed, for a second and a half.
    expect(usersIn(seen, last - 3, last).size).toBe(50)
  })
})

// On a machine that is busy with other tests a request may take longer than the old token is left alone for.
describe.skipIf(!k6).concurrent('one token of Send for all', { retry: 1 }, () => {
  it('calls with and without promises in one virtual user', async () => {
    const { env, seen, broker } = await renewing()
    const mixed = { ...env, COUNTERSIGN_TOKENS: broker.url, WAY: 'mixed' }
    expectShared([await run(script('shared-token.ts'), { env: mixed })], seen)
  })

  it('one virtual user renews its own, without a broker', async () => {
    const { env, seen } = await renewing()
    const ran = await run(script('shared-token.ts'), { env, args: ['--vus', '1'] })
    expectShared([ran], seen, 30)
  })

  it('the same in four processes over one archive and one broker with a secret', async () => {
    const { env, seen, broker } = await renewing(randomBytes(16).toString('hex'))
    const packed = await archive(script('shared-token.ts'))
    const ran = await inParts(packed, { env: { ...env, COUNTERSIGN_TOKENS: broker.url } })
    expectShared(ran, seen)
    for (const { metrics } of ran) expect(metrics.vus_max?.max).toBeGreaterThanOrEqual(12)
  })

  it('goes on when the broker is killed and started again, and sends nothing unsigned meanwhile', async () => {
    const { env, seen, broker } = await renewing()
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
    const expected =
      /^No token: the token broker at http:\/\/127\.0\.0\.1:\d+ could not be reached: .+\. Start it with: countersign tokens\.?$/
    for (const reason of reasons) expect(reason).toMatch(expected)
    // The new broker's first token ends the one that some still hold: they learn so, and try once more.
    for (const { accepted, check } of seen) expect(accepted || check === 'tokenNewest').toBe(true)
    const after = seen.filter(({ accepted, token, at }) => accepted && !token && at > restarted)
    expect(after.length).toBeGreaterThan(100)
    expect(ran.metrics.countersign_refusals?.count).toBeGreaterThan(0)
  })
})

describe.skipIf(!k6)('ramps between 0 and 60 users that are stopped hard', () => {
  it('no 401, and all users go on sending, with one broker', async () => {
    const { env, seen, broker } = await renewing()
    const all = { ...env, ...rampsEnv, COUNTERSIGN_TOKENS: broker.url }
    const { code, text } = await run(script('ramps.ts'), { env: all })
    expect({ code, text }).toMatchObject({ code: 0 })
    expect(seen.filter(({ accepted }) => !accepted)).toEqual([])
    expectAllSend(seen)
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
