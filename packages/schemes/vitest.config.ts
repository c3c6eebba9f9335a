import { fileURLToPath } from 'node:url'
import { defineConfig, mergeConfig } from 'vitest/config'
import shared from '../../vitest.shared.js'

const src = fileURLToPath(new URL('src', import.meta.url))

/** The files that people copy import the package by its name. */
export default mergeConfig(
  shared,
  defineConfig({
    resolve: { alias: [{ find: /^@countersign\/schemes\/(.*)$/, replacement: `${src}/$1.ts` }] },
  }),
)
