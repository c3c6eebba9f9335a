import { defineConfig } from 'vitest/config'

// What is built runs as Node runs it, and is not compiled again for each file of tests.
export default defineConfig({ test: { server: { deps: { external: [/\/node_modules\//, /\/dist\//] } } } })
