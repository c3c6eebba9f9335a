import { portableDigests } from '@countersign/hosts/portable/hash'
import { describe, expect, it } from 'vitest'
import { entropyRandom } from '../src/entropy.js'

describe('entropy from outside', () => {
  const ENTROPY = '00112233445566778899aabbccddeeff'.repeat(2)
  const tool = (kept = new Map<string, string>(), text: string | undefined = ENTROPY) => ({
    variable: () => text,
    render: (template: string) => template,
    context: 'the same',
    digests: portableDigests,
    run: {
      get: (name: string) => kept.get(name),
      set: (name: string, value: string) => void kept.set(name, value),
      unset: (name: string) => void kept.delete(name),
    },
  })
  const draw = (one: ReturnType<typeof tool>) => String(entropyRandom(one, 'the same')?.(32))

  it('never gives the same twice, in a run and over runs', () => {
    const kept = new Map<string, string>()
    const draws = Array.from({ length: 50 }, () => [draw(tool(kept)), draw(tool())]).flat()
    expect(new Set(draws).size).toBe(100)
  })

  it('is nothing if none was handed in', () => {
    expect(entropyRandom({ ...tool(), variable: () => undefined }, '')).toBeUndefined()
  })

  it('keeps what it was given out of the variables of the run', () => {
    const kept = new Map<string, string>()
    draw(tool(kept))
    expect(JSON.stringify([...kept])).not.toContain(ENTROPY)
  })
})
