import { needK6 } from '@countersign/tools-k6'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The k6 to run; empty where it cannot be had. */
    k6: string
  }
}

/** Finds k6, or builds it once. Without one the tests are skipped and say so; CI, which has Go, skips none. */
export default async function setup(project: TestProject): Promise<void> {
  try {
    project.provide('k6', await needK6())
  } catch (thrown) {
    if (process.env.CI) throw thrown
    console.warn(`SKIPPED: all tests in k6. ${(thrown as Error).message} Install k6 2.2.0 or newer, or Go.`)
    project.provide('k6', '')
  }
}
