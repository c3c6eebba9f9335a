import { buildK6, builtK6, needK6 } from '@countersign/tools-k6'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The k6 to run; empty if it cannot be had. */
    k6: string
    /** The oldest k6 that is supported, if it was built before or COUNTERSIGN_K6_1 asks for it. */
    oldest: string
  }
}

/** The same tests run over the extension: COUNTERSIGN_K6=extension. */
const isExtension = process.env.COUNTERSIGN_K6 === 'extension'

/** Finds k6, or builds it once. Without one the tests are skipped and say so. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('oldest', (await oldest()) ?? '')
  try {
    project.provide('k6', await (isExtension ? buildK6('extension') : needK6()))
  } catch (thrown) {
    console.warn(`SKIPPED: all tests in k6. ${(thrown as Error).message} Install k6 2.2.0 or newer, or Go.`)
    project.provide('k6', '')
  }
}

/** COUNTERSIGN_K6_1: a path, or `build`, which takes minutes once. */
async function oldest(): Promise<string | undefined> {
  const wanted = process.env.COUNTERSIGN_K6_1
  return wanted === 'build' ? buildK6(1) : wanted || builtK6(1)
}
