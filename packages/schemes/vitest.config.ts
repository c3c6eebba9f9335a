import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const src = fileURLToPath(new URL('src', import.meta.url))

/** The files that people copy import the package by its name. */
export default defineConfig({
  resolve: { alias: [{ find: /^@countersign\/schemes\/(.*)$/, replacement: `${src}/$1.ts` }] },
})
