import { configDefaults, defineConfig, mergeConfig } from 'vitest/config'
import shared, { posix } from '../../vitest.shared.js'

// Sessions are typed in bash, and start programs of a folder made for them.
if (posix.skip) console.warn(`SKIPPED: tests/docs/test/sessions. ${posix.description}`)
const sessions = posix.skip ? ['test/sessions/**'] : []

export default mergeConfig(
  shared,
  defineConfig({ test: { exclude: [...configDefaults.exclude, ...sessions] } }),
)
