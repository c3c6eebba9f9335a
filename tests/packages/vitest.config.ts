import { defineConfig } from 'vitest/config'
import { onPosix, posix } from '../../vitest.shared.js'

export default onPosix(
  defineConfig({
    test: {
      tags: [posix],
      globalSetup: './test/setup.ts',
      testTimeout: 120_000,
      hookTimeout: 300_000,
      maxWorkers: 2,
    },
  }),
)
