import { defineConfig, mergeConfig } from 'vitest/config'
import shared from '../../../vitest.shared.js'

export default mergeConfig(
  shared,
  defineConfig({
    // The sandbox's worlds interpret RSA, and the machine may be busy.
    test: { globalSetup: 'test/setup.ts' },
  }),
)
