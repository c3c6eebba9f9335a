import { defineConfig } from 'vitest/config'

/** For a test, as `tags: ['posix']`, or for all of a file, as `@module-tag posix` in its first comment. */
export const posix = {
  name: 'posix',
  description: 'Needs a POSIX shell, symbolic links, file modes or signals: skipped on Windows.',
  skip: process.platform === 'win32',
}

/** For all packages. */
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    tags: [posix],
    // What is built runs as Node runs it: compiling it again for each file of tests takes a second a file.
    server: { deps: { external: [/\/node_modules\//, /\/dist\//] } },
  },
})
