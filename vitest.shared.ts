import { basename } from 'node:path'
import { defineConfig, type ViteUserConfig } from 'vitest/config'

/** For a test, as `tags: ['posix']`, or for all of a file, as `@module-tag posix` in its first comment. */
export const posix = {
  name: 'posix',
  description: 'Needs a POSIX shell, symbolic links, file modes or signals: skipped on Windows.',
  skip: process.platform === 'win32',
}

/** For a package all of whose tests start tools as only a POSIX system has them. */
export function onPosix(config: ViteUserConfig): ViteUserConfig {
  if (!posix.skip) return config
  console.warn(`SKIPPED: all tests of ${basename(process.cwd())}. ${posix.description}`)
  return { test: { include: [], passWithNoTests: true } }
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
