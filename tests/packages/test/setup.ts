import { pack } from '@countersign/tools-pack'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder in which npm installed the packed tarballs, and nothing else. */
    installed: string
    tarballs: readonly string[]
  }
}

/** Packs and installs once. */
export default async function setup({ provide }: TestProject): Promise<void> {
  const { tarballs, installed } = await pack()
  provide('tarballs', tarballs)
  provide('installed', installed)
}
