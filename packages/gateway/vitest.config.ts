import { defineConfig } from 'vitest/config'

/** LONG asks for volume: many requests, large bodies. */
export default defineConfig({
  test: {
    include: process.env.LONG ? ['test/long/*.test.ts'] : ['test/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
