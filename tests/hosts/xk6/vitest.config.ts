import { fileURLToPath } from 'node:url'
import { defineConfig, mergeConfig } from 'vitest/config'
import stock from '../k6/vitest.config.js'

process.env.COUNTERSIGN_K6 = 'extension'

const here = fileURLToPath(new URL('.', import.meta.url))
const tests = fileURLToPath(new URL('../k6/', import.meta.url))

export default mergeConfig(
  stock,
  defineConfig({
    root: tests,
    test: {
      globalSetup: `${tests}test/find-k6.ts`,
      reporters: ['default', ['json', { outputFile: `${here}test-report.json` }]],
    },
  }),
)
