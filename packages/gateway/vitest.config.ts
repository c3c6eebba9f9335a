import { defineConfig, mergeConfig } from 'vitest/config'
import shared from '../../vitest.shared.js'

/** `--mode long` asks for volume: many requests, large bodies. */
export default defineConfig(({ mode }) =>
  mergeConfig(shared, {
    test: { include: mode === 'long' ? ['test/long/*.test.ts'] : ['test/*.test.ts'] },
  }),
)
