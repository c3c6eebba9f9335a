import { configDefaults, defineConfig, mergeConfig } from 'vitest/config'
import shared from '../../../vitest.shared.js'

// Volume and soak.
const long = process.env.npm_lifecycle_event === 'test:long' ? [] : ['test/long/**']

// One k6 at a time measures and loads; several would stand in each other's way on two cores.
export default mergeConfig(
  shared,
  defineConfig({
    test: {
      exclude: [...configDefaults.exclude, ...long],
      globalSetup: './test/find-k6.ts',
      maxWorkers: 1,
      fileParallelism: false,
    },
  }),
)
