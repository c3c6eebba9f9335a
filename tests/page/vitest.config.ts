import { defineConfig, mergeConfig } from 'vitest/config'
import shared, { onPosix } from '../../vitest.shared.js'

export default onPosix(
  mergeConfig(
    shared,
    defineConfig({
      // Each starts a browser.
      test: {
        fileParallelism: false,
        expect: { poll: { timeout: 15_000 } },
      },
    }),
  ),
)
