import { resolve } from 'node:path'
import type { ProviderModule } from '@countersign/bundle'
import type { Used } from './used.js'

/** Where a bundler finds a provider of a file. */
export const moduleOf = ({ provider, file, at, definition }: Used): ProviderModule => ({
  provider,
  module: resolve(file),
  named: 'default',
  ...(at !== undefined && { at }),
  ...(definition && { text: definition.module }),
})
