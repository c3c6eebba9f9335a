import { defineConfig } from 'vitest/config'

/** `--mode long` asks for volume: many requests, large bodies. */
export default defineConfig(({ mode }) => ({
  test: {
    include: mode === 'long' ? ['test/long/*.test.ts'] : ['test/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
}))
