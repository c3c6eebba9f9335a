import { providers } from '@countersign/core'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { workspace } from '../../src/workspace/index.js'

it.each(providers)('the environment of $id holds no value of a setting', (provider) => {
  const { baseUrl, ...settings } = parse(workspace(provider)).environments.data
  expect(baseUrl).toBe(provider.baseUrl)
  expect(Object.values(settings).filter((value) => value !== '')).toEqual([])
})
