import { defineConfig } from 'vitest/config'

// Each test starts a tool, and the tools start slowly where others use the processor too.
export default defineConfig({ test: { testTimeout: 120_000, hookTimeout: 60_000, maxWorkers: 2 } })
