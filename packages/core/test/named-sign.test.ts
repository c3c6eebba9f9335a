import { describe, expect, it } from 'vitest'
import { CountersignError, namedSign, type Sign } from '../src/index.js'

const acme = { id: 'acme', name: 'Acme', settings: [] }
const signOf = (make: () => Sign) => namedSign(acme, 'ACME_SIGNING_KEY', make)
const refused = { code: 'invalid-key', provider: 'acme' }
const garbled =
  'Acme: ACME_SIGNING_KEY holds a key that does not work (its numbers do not fit together). It may be garbled: copy the whole file again.'

describe('a refusal names the setting of the key', () => {
  const fail = (): never => {
    throw new Error('its numbers do not fit together')
  }

  it('at once', () => {
    expect(() => signOf(fail)).toThrowError(expect.objectContaining({ ...refused, message: garbled }))
  })

  it('at the first use, whether it is waited for or not', async () => {
    const later = signOf(() => async () => fail())
    await expect(later('x')).rejects.toMatchObject({ ...refused, message: garbled })
    const now = signOf(() => Object.assign(async () => new Uint8Array(1), { now: fail }))
    expect(() => now.now?.('x')).toThrowError(expect.objectContaining({ ...refused, message: garbled }))
    expect(await now('x')).toEqual(new Uint8Array(1))
  })

  it('with the reason, if it is one of ours', async () => {
    const own = new CountersignError('missing-capability', 'k6 has no Ed25519.')
    const sign = signOf(() => () => Promise.reject(own))
    await expect(sign('x')).rejects.toMatchObject({
      code: 'missing-capability',
      message: 'Acme: ACME_SIGNING_KEY: k6 has no Ed25519.',
    })
  })
})
