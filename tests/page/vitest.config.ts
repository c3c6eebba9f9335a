import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Each starts a browser.
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    expect: { poll: { timeout: 15_000 } },
  },
})
