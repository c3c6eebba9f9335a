import { defineConfig } from 'vitest/config'
import { posix } from '../../vitest.shared.js'

export default defineConfig({
  // That package's source maps name files that it does not have, and it imports JSON as bundlers allow.
  logLevel: 'error',
  test: { tags: [posix], server: { deps: { inline: [/@actions/] } } },
})
