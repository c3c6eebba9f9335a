import { defineConfig } from 'vitest/config'

export default defineConfig({
  // The sandbox's worlds interpret RSA, and the machine may be busy.
  test: { globalSetup: 'test/setup.ts', testTimeout: 60_000, hookTimeout: 60_000 },
})
