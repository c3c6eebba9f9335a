import type { TestProject } from 'vitest/node'
import { install } from './pack.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** The app's data folder, with the packed plugin unpacked in it. */
    data: string
    plugin: string
  }
}

/** Packs and unpacks once for all tests. */
export default function setup({ provide }: TestProject): () => void {
  const { data, plugin, remove } = install()
  provide('data', data)
  provide('plugin', plugin)
  return remove
}
