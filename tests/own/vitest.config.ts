import { defineConfig, mergeConfig } from 'vitest/config'
import shared, { onPosix } from '../../vitest.shared.js'

// Each test starts tools, and the tools start slowly if others use the processor too.
export default onPosix(
  mergeConfig(
    shared,
    defineConfig({
      test: {
        globalSetup: './test/setup.ts',
        hookTimeout: 120_000,
        maxWorkers: 1,
        fileParallelism: false,
      },
    }),
  ),
)
