import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { needK6 } from '@countersign/tools-k6'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with `newman`, `postman` and `k6` in it, for the PATH. */
    bin: string
    /** Whether k6 is one of them. */
    hasK6: boolean
  }
}

const require = createRequire(import.meta.url)

/** Puts the tools of this workspace where a PATH can name them. Without k6 its tests are skipped and say so. */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  const bin = mkdtempSync(join(tmpdir(), 'countersign-bin-'))
  symlinkSync(binOf('newman', 'newman'), join(bin, 'newman'))
  symlinkSync(binOf('postman-cli', 'postman'), join(bin, 'postman'))
  const k6 = await needK6().catch((thrown: Error) => {
    console.warn(`SKIPPED: generated files in k6. ${thrown.message} Install k6 2.2.0 or newer, or Go.`)
  })
  // `k6` alone is the one that the PATH has already.
  if (k6 && k6 !== 'k6') symlinkSync(k6, join(bin, 'k6'))
  provide('bin', bin)
  provide('hasK6', Boolean(k6))
  return () => rmSync(bin, { recursive: true, force: true })
}

function binOf(name: string, program: string): string {
  const manifest = require.resolve(`${name}/package.json`)
  return join(dirname(manifest), require(manifest).bin[program])
}
