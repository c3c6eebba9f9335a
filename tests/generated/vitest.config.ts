import { defineConfig, mergeConfig } from 'vitest/config'
import shared, { onPosix } from '../../vitest.shared.js'

// Each test starts a tool, and the tools start slowly if others use the processor too.
export default onPosix(
  mergeConfig(
    shared,
    defineConfig({
      // That package's source maps name files that it does not have.
      logLevel: 'error',
      test: {
        globalSetup: './test/setup.ts',
        testTimeout: 120_000,
        maxWorkers: 2,
        // It imports JSON as bundlers allow, and Node does not.
        server: { deps: { inline: [/@actions/] } },
      },
    }),
  ),
)
