import { defineConfig } from 'vitest/config'

// One k6 at a time measures and loads; several would stand in each other's way on two cores.
export default defineConfig({
  test: {
    globalSetup: './test/find-k6.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
    fileParallelism: false,
  },
})
