import { defineConfig, mergeConfig } from 'vitest/config'
import shared from '../../../vitest.shared.js'

// Each test starts a tool, and the tools start slowly if others use the processor too.
export default mergeConfig(
  shared,
  defineConfig({ test: { testTimeout: 120_000, hookTimeout: 60_000, maxWorkers: 2 } }),
)
