import { rmSync, writeFileSync } from 'node:fs'

/**
 * Writes a file beside its target, to be renamed: a full disk leaves no half of one, and what was there stays.
 * @returns its name. @throws {Error} of the system, with the target's path
 */
export function stage(target: string, content: string | Uint8Array, mode = 0o666): string {
  const file = `${target}.${process.pid}.new`
  try {
    writeFileSync(file, content, { flag: 'wx', mode })
    return file
  } catch (thrown) {
    rmSync(file, { force: true })
    throw Object.assign(thrown as Error, { path: target })
  }
}
