import { providers } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { readers } from '../dist/index.js'

describe('readers', () => {
  it('has one for each provider, in the same order', () => {
    expect(readers.map(({ provider }) => provider)).toEqual(providers.map(({ id }) => id))
  })
})
