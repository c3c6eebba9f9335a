import { providers } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { readers } from '../dist/index.js'

describe('readers', () => {
  it('has one for each provider that is not verified by signing again, in the same order', () => {
    const others = providers.filter(({ written }) => !written)
    expect(readers.map(({ provider }) => provider)).toEqual(others.map(({ id }) => id))
  })
})
