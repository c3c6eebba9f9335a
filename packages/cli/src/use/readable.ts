import { smallFile, whyUnreadable } from '../text-file.js'

/** @throws {Error} in one line that says who named the file */
export function checkReadable(path: string, file: string, namedBy: string): void {
  try {
    smallFile(path)
  } catch (thrown) {
    throw new Error(`${namedBy} names ${file}, and ${whyUnreadable(thrown)}.`)
  }
}
