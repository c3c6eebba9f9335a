import { buildK6, needK6 } from '@countersign/tools-k6'
import { pack } from '@countersign/tools-pack'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder in which npm installed the packed tarballs, and nothing else. */
    installed: string
    tarballs: readonly string[]
    /** Every tool is run, not only those that start quickly. */
    isLong: boolean
    /** The k6 to run; empty if it cannot be had. */
    k6: string
    /** The k6 with the extension in it; empty if it cannot be had, and in the short tests. */
    extension: string
  }
}

/** Packs and installs once. Without k6 its tests are skipped and say so. */
export default async function setup(project: TestProject): Promise<void> {
  const { tarballs, installed } = await pack()
  project.provide('installed', installed)
  project.provide('tarballs', tarballs)
  project.provide('k6', await orNothing(needK6))
  const isLong = project.vite.config.mode === 'long'
  project.provide('isLong', isLong)
  project.provide('extension', isLong ? await orNothing(() => buildK6('extension')) : '')
}

async function orNothing(get: () => Promise<string>): Promise<string> {
  try {
    return await get()
  } catch (thrown) {
    console.warn(
      `SKIPPED: own providers in k6. ${(thrown as Error).message} Install k6 2.2.0 or newer, or Go.`,
    )
    return ''
  }
}
