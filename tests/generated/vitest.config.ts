import { defineConfig } from 'vitest/config'

// Each test starts a tool, and the tools start slowly where others use the processor too.
export default defineConfig({
  // That package's source maps name files that it does not have.
  logLevel: 'error',
  test: {
    globalSetup: './test/setup.ts',
    testTimeout: 120_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // It imports JSON as bundlers allow, and Node does not.
    server: { deps: { inline: [/@actions/] } },
  },
})
