import { defineConfig } from 'vitest/config'

/** For all packages. */
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is built runs as Node runs it: compiling it again for each file of tests takes a second a file.
    server: { deps: { external: [/\/node_modules\//, /\/dist\//] } },
  },
})
