import { defineConfig } from 'vitest/config'

export default defineConfig({
  // That package's source maps name files that it does not have, and it imports JSON as bundlers allow.
  logLevel: 'error',
  test: { server: { deps: { inline: [/@actions/] } } },
})
