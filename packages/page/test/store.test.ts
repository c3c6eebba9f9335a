import { describe, expect, it } from 'vitest'
import { Store } from '../src/store/store.js'
import type { TrafficEvent } from '../src/traffic.js'

const KiB = 1024

/** The events of a request whose body and response are so long. */
function events(id: number, { body = 'x', response = '', sent = `nonce-${id}`, accepted = true } = {}) {
  const arrived = { provider: 'p', origin: 'http://127.0.0.1:1', method: 'POST', target: `/${id}` }
  const bytes = Buffer.from(body)
  const all: TrafficEvent[] = [
    { type: 'request', id, ...arrived, at: id, headers: ['A', 'b'], body: bytes, bodyLength: bytes.length },
    { type: 'checks', id, checks: [], steps: [{ name: 'nonce', sent }], opened: Buffer.from(`opened ${id}`) },
    { type: 'verdict', id, accepted, token: false },
    { type: 'response', id, at: id + 1, status: 200, headers: [['c', 'd']], body: response },
  ]
  return all
}

describe('the store', () => {
  const limits = { requests: 10, bodies: 4 * KiB, rest: 64 * KiB }

  it('gives back what was reported, at each stage', () => {
    const store = new Store(limits)
    const [arrived, checked, verdict, responded] = events(1, { body: 'grün', response: 'ja' })
    const seen: unknown[] = []
    for (const event of [arrived, checked, verdict, responded] as TrafficEvent[]) {
      store.note(event)
      seen.push(store.get(1))
    }
    expect(seen[0]).toMatchObject({ arrived, version: 1 })
    expect(seen[3]).toMatchObject({ arrived, checked, verdict, responded, version: 4, dropped: false })
    expect(store.glance(1)?.arrived.body.length).toBe(0)
  })

  it('forgets the oldest requests, and lets go of the oldest bodies and says so', () => {
    const store = new Store(limits)
    const changed = new Set<number>()
    store.changed = (id) => changed.add(id)
    for (let id = 1; id <= 12; id++)
      for (const event of events(id, { body: 'x'.repeat(KiB) })) store.note(event)
    expect(store.has(2)).toBe(false)
    expect(store.after(0).map(({ id, dropped }) => [id, dropped])).toEqual(
      [3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((id) => [id, id < 10]),
    )
    expect(store.get(12)?.arrived.body.toString()).toBe('x'.repeat(KiB))
    changed.clear()
    for (const event of events(13, { body: 'x'.repeat(KiB) })) store.note(event)
    expect([...changed]).toEqual([13, 10])
  })

  it('does not keep a body that is longer than all that it may keep', () => {
    const store = new Store(limits)
    for (const event of events(1, { body: 'x'.repeat(5 * KiB) })) store.note(event)
    expect(store.get(1)).toMatchObject({ dropped: true, arrived: { bodyLength: 5 * KiB, target: '/1' } })
  })

  it('finds earlier requests that mention a text, the newest first', () => {
    const store = new Store(limits)
    for (const [id, sent] of [
      [1, 'same'],
      [2, 'other'],
      [3, 'same'],
    ] as const)
      for (const event of events(id, { sent })) store.note(event)
    expect([...store.before(3, 'same')].map(({ id }) => id)).toEqual([1])
    expect([...store.before(3)].map(({ id }) => id)).toEqual([2, 1])
  })

  it('forgets everything when it is cleared, and what was under way', () => {
    const store = new Store(limits)
    const [arrived, ...others] = events(1, { accepted: false })
    store.note(arrived as TrafficEvent)
    store.clear()
    for (const event of others) store.note(event)
    expect(store.after(0)).toEqual([])
    for (const event of events(2, { accepted: false })) store.note(event)
    expect(store.refused(5)).toEqual([2])
  })
})
