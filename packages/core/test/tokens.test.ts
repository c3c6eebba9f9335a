import { describe, expect, it } from 'vitest'
import { memoryTokens, renewalTime, type Token, type TokenSource } from '../src/index.js'

const source = (changes: Partial<TokenSource> = {}): TokenSource => ({
  provider: 'p',
  origin: 'https://p.example',
  key: 'k',
  use: 'until-expiry',
  refreshBefore: 30,
  request: () => ({ method: 'POST', url: '', headers: [], body: '' }),
  read: () => ({ value: '', expiresAt: 0 }),
  ...changes,
})

function setup(life = 300, options: { drain?: number } = {}) {
  const clock = { now: 1000, waited: [] as number[] }
  let asked = 0
  const store = memoryTokens({
    now: () => clock.now,
    async wait(seconds) {
      clock.waited.push(seconds)
      clock.now += seconds
    },
    ...options,
  })
  const obtain = async (): Promise<Token> => ({ value: `t${++asked}`, expiresAt: clock.now + life })
  return { clock, store, obtain, asked: () => asked }
}

describe('the token store', () => {
  it('asks once for all who come at once', async () => {
    const { store, obtain, asked } = setup()
    const leases = await Promise.all(Array.from({ length: 10 }, () => store.get(source(), obtain)))
    expect(asked()).toBe(1)
    expect(new Set(leases.map(({ token }) => token))).toEqual(new Set(['t1']))
  })

  it('renews ahead of the end, and never hands out one past its useUntil', async () => {
    const { clock, store, obtain } = setup()
    expect(await store.get(source(), obtain)).toEqual({ token: 't1', useUntil: 1270 })
    clock.now = 1269.9
    expect((await store.get(source(), obtain)).token).toBe('t1')
    clock.now = 1270
    expect((await store.get(source(), obtain)).token).toBe('t2')
  })

  it('lets requests on their way arrive before a new token ends the old one', async () => {
    const { clock, store, obtain } = setup(300, { drain: 1 })
    expect((await store.get(source(), obtain)).useUntil).toBe(1269)
    clock.now = 1269.25
    expect((await store.get(source(), obtain)).token).toBe('t2')
    expect(clock.waited).toEqual([0.75])
  })

  it('hands out the same without promises, and never replaces a newer token by the one it did not wait for', async () => {
    const { clock, store, obtain, asked } = setup()
    let arrive = (_: Token) => {}
    const slow = store.get(source(), () => new Promise((resolve) => (arrive = resolve)))
    expect(store.held(source())).toBeUndefined()
    const lease = store.getSync(source(), () => ({ value: 'newer', expiresAt: clock.now + 300 }))
    arrive(await obtain())
    expect([await slow, store.held(source()), store.getSync(source(), () => expect.fail())]).toEqual([
      lease,
      lease,
      lease,
    ])
    expect([lease, asked()]).toEqual([{ token: 'newer', useUntil: 1270 }, 1])
  })

  it('uses a token of a short life too', async () => {
    const { clock, store, obtain, asked } = setup(3)
    await store.get(source(), obtain)
    clock.now += 1
    await store.get(source(), obtain)
    expect(asked()).toBe(1)
    expect(renewalTime({ value: '', expiresAt: 1003 }, 1000, 30)).toBe(1001.5)
  })

  it('keeps nothing of a source whose tokens are used once', async () => {
    const { store, obtain, asked } = setup()
    await store.get(source({ use: 'once' }), obtain)
    await store.get(source({ use: 'once' }), obtain)
    expect(asked()).toBe(2)
  })

  it('fails the waiters of a failed request, and the next caller tries afresh', async () => {
    const { store, obtain } = setup()
    const failing = async () => {
      throw new Error('down')
    }
    const waiters = [store.get(source(), failing), store.get(source(), obtain)]
    expect((await Promise.allSettled(waiters)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect((await store.get(source(), obtain)).token).toBe('t1')
  })

  it('drops the token that was refused, and not a newer one', async () => {
    const { store, obtain } = setup()
    await store.get(source(), obtain)
    store.drop(source(), 't1')
    expect((await store.get(source(), obtain)).token).toBe('t2')
    store.drop(source(), 't1')
    expect((await store.get(source(), obtain)).token).toBe('t2')
  })

  it('keeps clients apart', async () => {
    const { store, obtain } = setup()
    await store.get(source(), obtain)
    expect((await store.get(source({ key: 'other' }), obtain)).token).toBe('t2')
  })
})
