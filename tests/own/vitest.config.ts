import { defineConfig } from 'vitest/config'

// Each test starts tools, and the tools start slowly where others use the processor too.
export default defineConfig({
  test: {
    globalSetup: './test/setup.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
    fileParallelism: false,
  },
})
