import { providers } from '@countersign/core'
import { expect, it } from 'vitest'
import { environment } from '../src/collection.js'

it.each(providers)(
  'the environment of $id holds no value but its base URL, and hides what is secret',
  (provider) => {
    const { values } = environment(provider)
    const filled = values.filter(({ value }) => value !== '').map(({ key, value }) => [key, value])
    expect(filled).toEqual([['baseUrl', provider.baseUrl]])
    for (const { key, type } of values)
      expect([key, type]).toEqual([
        key,
        /SECRET|PRIVATE|DECRYPTION|ENTROPY|SIGNING_KEY|OAUTH_CONFIG/.test(key) ? 'secret' : 'default',
      ])
  },
)
